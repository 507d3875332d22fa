import type { Locale } from '#contract/shared.ts'
import type { Queries } from '#server/ports/database.ts'
import type { Ports } from '#server/ports/ports.ts'
import { keepFacts, type MailFacts } from './mail-facts.ts'
import { insertMail } from './outbox.repository.ts'
import { renderMail } from './render-mail.ts'

export interface MailToQueue {
  /** Whose mail it is; null before there is an account. */
  accountId: string | null
  /** Exactly one address. */
  to: string
  /** A name of content.mails. */
  template: string
  locale: Locale
  /** A value for each placeholder of the template. `organisation` is filled in; `unsubscribe` becomes headers too; a Date and `{ on: '2026-03-02' }` are written in the reader's language. */
  facts?: MailFacts
}

/**
 * Puts a mail into the outbox, with the decision that causes it: give it the transaction. The sweep sends it.
 * @returns the mail's id
 * @throws {UnrenderableMail} if the mail could not be sent later: no such template, a placeholder without a value, not one recipient
 */
export async function queueMail(queries: Queries, ports: Pick<Ports, 'clock' | 'random' | 'content'>, mail: MailToQueue): Promise<string> {
  const { accountId, to, template, locale, facts = {} } = mail
  const id = ports.random.id()
  renderMail({ id, to, template, locale, facts }, ports.content)
  const now = ports.clock.now().getTime()
  await insertMail(queries, {
    id,
    account_id: accountId,
    to_address: to,
    template,
    locale,
    facts: keepFacts(facts),
    created_at: now,
    next_attempt_at: now,
    attempts: 0,
    sent_at: null,
    last_error: null,
    lease_owner: null,
    lease_until: null,
  })
  return id
}
