import type { Queries } from '#server/ports/database.ts'

const KEYED_HASH = /^[0-9a-f]{64}$/

/** The accounts that subjects stand for: an id stands for itself, the keyed hash of an address for the account that has proven it. */
export async function accountsOfSubjects(queries: Queries, subjects: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const hashes = [...new Set(subjects.filter((subject) => KEYED_HASH.test(subject)))]
  const accounts = new Map(subjects.filter((subject) => !KEYED_HASH.test(subject)).map((subject) => [subject, subject.toLowerCase()]))
  if (hashes.length === 0) return accounts
  const rows = await queries
    .selectFrom('accounts')
    .select(['id', 'email_key'])
    .where('email_key', 'in', hashes)
    .where('closed_at', 'is', null)
    .execute()
  for (const { id, email_key } of rows) accounts.set(email_key, id)
  return accounts
}
