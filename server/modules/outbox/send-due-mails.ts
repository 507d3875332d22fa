import { Locale } from '#contract/shared.ts'
import { commit } from '#server/modules/audit/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { readFacts } from './mail-facts.ts'
import { dueMails, leaseMail, markSent, type OutboxRow, postpone, removeMail, removeSentBefore } from './outbox.repository.ts'
import { renderMail } from './render-mail.ts'

type OutboxPorts = Pick<Ports, 'clock' | 'random' | 'hasher' | 'database' | 'settings' | 'content' | 'mailer' | 'log'>

const MAILS_PER_RUN = 50
const LEASE_MS = 60_000
const FIRST_PAUSE_MS = 10_000
const LONGEST_PAUSE_MS = 3_600_000
/** Days after which a mail is given up. Source: RFC 5321 §4.5.4.1, "at least 4-5 days". */
const GIVE_UP_AFTER_DAYS = 5
/** Days a sent mail's address is kept, to answer "was it sent?". */
const KEEP_SENT_DAYS = 30
const DAY_MS = 86_400_000

/**
 * Sends what is due. A mail that fails waits longer each time, an hour at most. A crash between sending and marking sends again with the
 * same id, which the mailer recognises.
 * @returns how many mails were worked on
 */
export async function sendDueMails(ports: OutboxPorts): Promise<number> {
  const { clock, database, settings } = ports
  await removeSentBefore(database, clock.now().getTime() - KEEP_SENT_DAYS * DAY_MS)
  let worked = 0
  for (const id of await dueMails(database, clock.now().getTime(), MAILS_PER_RUN)) {
    const now = clock.now().getTime()
    const row = await leaseMail(database, id, { owner: settings.process, now, until: now + LEASE_MS })
    if (row === undefined) continue
    await sendOne(row, ports)
    worked += 1
  }
  return worked
}

async function sendOne(row: OutboxRow, ports: OutboxPorts): Promise<void> {
  const { clock, database, content, mailer, log } = ports
  try {
    const { id, to_address: to, template } = row
    await mailer.send(renderMail({ id, to, template, locale: Locale.parse(row.locale), facts: readFacts(row.facts) }, content))
  } catch (error) {
    log.warn('mail/not-sent', { mail: row.id, template: row.template, attempts: row.attempts + 1, error: codeOf(error) })
    return isGivenUp(row, ports) ? giveUp(row, ports) : tryLater(row, codeOf(error), ports)
  }
  await markSent(database, row.id, clock.now().getTime())
}

function tryLater(row: OutboxRow, error: string, { clock, random, database }: OutboxPorts): Promise<void> {
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** row.attempts)
  // At least half the pause is kept, so that a mail server in trouble is spared; the rest is chance, so that mails do not come back all at once.
  const pause = Math.round(longest * (0.5 + random.fraction() / 2))
  return postpone(database, row.id, { at: clock.now().getTime() + pause, attempts: row.attempts + 1, error })
}

function isGivenUp(row: OutboxRow, { clock }: OutboxPorts): boolean {
  return clock.now().getTime() - row.created_at >= GIVE_UP_AFTER_DAYS * DAY_MS
}

function giveUp(row: OutboxRow, ports: OutboxPorts): Promise<void> {
  return commit(ports, async (trx, record) => {
    const subject = row.account_id === null ? 'system' : `account:${row.account_id}`
    record({ kind: 'mail/given-up', subject, about: row.id, facts: { template: row.template, attempts: row.attempts + 1 } })
    await removeMail(trx, row.id)
  })
}

/** Mail servers quote addresses in their answers, so only the kind of error is kept. */
function codeOf(error: unknown): string {
  const { name, code, responseCode } = error as { name?: unknown; code?: unknown; responseCode?: unknown }
  return [name, code, responseCode].filter((part) => typeof part === 'string' || typeof part === 'number').join(' ')
}
