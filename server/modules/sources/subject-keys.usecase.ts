import type { Ports } from '#server/ports/ports.ts'
import type { Source, SubjectKeys } from '#server/ports/source.ts'
import { findLink, insertLink } from './links.repository.ts'

/**
 * The keys by which a source knows an account holder, from the links found earlier, else asked of the source and kept.
 * A "we do not know this person" is not kept, as the person may come to be known there tomorrow.
 * @param account its e-mail address must be proven: the source hands out the keys of whoever owns it
 * @throws {SourceError} if the source must be asked and does not answer
 */
export async function subjectKeys(
  { database, clock }: Pick<Ports, 'database' | 'clock'>,
  account: { id: string; email: string },
  source: Pick<Source, 'id' | 'identify'>,
): Promise<SubjectKeys | null> {
  const known = await findLink(database, account.id, source.id)
  if (known) return known
  const keys = await source.identify(account.email)
  if (!keys) return null
  await insertLink(database, { accountId: account.id, sourceId: source.id, keys, linkedAt: clock.now() })
  return keys
}
