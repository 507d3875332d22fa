import type { ErasureReplay } from '#contract/erasures.ts'
import { ask, type Command, UsageFault } from './commands.ts'

/** Tells systems again of the deletions that they have carried out. */
const replay: Command = async (targets, context) => {
  if (targets.length > 0) throw new UsageFault('Name a system with --source, or none for all.')
  const { source } = context.options
  const body = source === undefined ? {} : { source }
  const { sources, deletions, busy } = await ask<ErasureReplay>(context, 'POST', '/api/erasures/replay', body)
  context.print(
    `${sources.join(', ')}: told again of ${deletions} deletions. Whatever is not confirmed within about an hour becomes a task.`,
  )
  if (busy > 0) context.complain(`${busy} deletions are being carried out just now and were left alone. Run the command again for them.`)
  return busy === 0
}

export const erasuresCommands = { replay } as const satisfies Record<string, Command>
