import type { Queries } from '#server/ports/database.ts'
import { readFacts } from './mail-facts.ts'
import { mailsTo, removeMail } from './outbox.repository.ts'

/**
 * Forgets mails of these kinds to an address: those that were sent, and those that wait and carry this link to stop them. Waiting mails with
 * another link belong to something that still stands.
 */
export async function forgetMails(
  queries: Queries,
  { to, templates, unsubscribe }: { to: string; templates: readonly string[]; unsubscribe: string },
): Promise<void> {
  for (const { id, sent_at, facts } of await mailsTo(queries, to, templates)) {
    if (sent_at !== null || readFacts(facts).unsubscribe === unsubscribe) await removeMail(queries, id)
  }
}
