import { dayIn } from '#domain/clocks.ts'
import { findVersions, findWithdrawals } from './notices.repository.ts'
import type { ReadPorts } from './read.usecases.ts'

/**
 * The day on which a notice last changed what it says: its newest significant version in force, or its first. What follows a register
 * (`legal-duty`), a small change and a corrigendum ask nobody again; the registers are compared by what they hold.
 * @returns null while no version is in force
 */
export async function lastChangeOn({ database, clock, content }: ReadPorts, slug: string): Promise<string | null> {
  const today = dayIn(clock.now(), content.organisation.zone)
  const withdrawn = new Set((await findWithdrawals(database, slug)).map((row) => row.effective_on))
  const standing = (await findVersions(database, slug)).filter((row) => row.effective_on <= today && !withdrawn.has(row.effective_on))
  const days = (rows: typeof standing) => rows.map((row) => row.effective_on).toSorted()
  return days(standing.filter((row) => row.significance === 'significant')).at(-1) ?? days(standing)[0] ?? null
}
