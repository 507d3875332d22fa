import { parseArgs } from 'node:util'
import type { Command, CommandContext } from './commands.ts'
import type { Door, DoorOptions } from './door.ts'
import { erasuresCommands } from './erasures.commands.ts'
import { noticesCommands } from './notices.commands.ts'
import { verifyCommand } from './verify.ts'
import { usage } from './words.ts'

export interface CliOptions {
  environment: DoorOptions['environment']
  /** Where relative paths begin. */
  folder: string
  openDoor(options: DoorOptions): Promise<Door>
  print(line: string): void
  complain(line: string): void
}

const DONE = 0
const REFUSED = 1
const NOT_UNDERSTOOD = 2
const NOTHING_TO_WORK_ON = 3

/** Runs one command. @returns the exit code: 0 done, 1 refused, 2 not understood, 3 no server and no data; `verify` has its own */
export async function runCli(args: readonly string[], options: CliOptions): Promise<number> {
  const { environment, folder, openDoor, print, complain } = options
  if (args[0] === 'verify' && !args.includes('--help')) return verifyCommand(args.slice(1), options)
  const asked = understood(args)
  if (asked === 'help') {
    print(usage)
    return DONE
  }
  if (typeof asked === 'string') {
    complain(`${asked}\n\n${usage}`)
    return NOT_UNDERSTOOD
  }
  let door: Door | null = null
  try {
    door = await openDoor({ environment, server: asked.options.server })
    const context: CommandContext = { door, folder, print, complain, options: asked.options }
    return (await asked.command(asked.targets, context)) ? DONE : REFUSED
  } catch (error) {
    const { name, message } = error as Error
    if (name === 'UsageFault') {
      complain(`${message}\n\n${usage}`)
      return NOT_UNDERSTOOD
    }
    if (!forPeople.has(name)) throw error
    complain(message)
    return noWork.has(name) ? NOTHING_TO_WORK_ON : REFUSED
  } finally {
    await door?.close()
  }
}

const noWork = new Set(['NoServer', 'DataFolderInUse', 'SettingsError'])
const forPeople = new Set([...noWork, 'ContentError', 'FolderFault', 'ApiRefusal'])

const commands: Readonly<Record<string, Readonly<Record<string, Command>>>> = { notices: noticesCommands, erasures: erasuresCommands }

interface Asked {
  command: Command
  targets: readonly string[]
  options: CommandContext['options']
}

function understood(args: readonly string[]): Asked | 'help' | (string & {}) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        server: { type: 'string' },
        slug: { type: 'string' },
        out: { type: 'string' },
        reason: { type: 'string' },
        section: { type: 'string' },
        source: { type: 'string' },
        en: { type: 'string' },
        de: { type: 'string' },
        ar: { type: 'string' },
        strict: { type: 'boolean' },
      },
    })
    const [noun, verb, ...targets] = positionals
    if (values.help || noun === 'help') return 'help'
    if (noun === undefined) return 'No command was given.'
    const verbs = Object.hasOwn(commands, noun) ? commands[noun] : undefined
    if (verbs === undefined) return `There is no command "${noun}".`
    if (verb === undefined) return 'Say what to do.'
    const command = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
    return command ? { command, targets, options: values } : `There is no command "${noun} ${verb}".`
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) return error.message
    throw error
  }
}
