import type { Clock } from '#server/ports/clock.ts'
import type { Database } from '#server/ports/database.ts'
import type { Mailer } from '#server/ports/mailer.ts'

/** Puts mails into the demo's mailbox page instead of sending them. */
export function demoMailer(database: Database, clock: Clock): Mailer {
  return {
    async send({ id, to, subject, text, headers }) {
      await database
        .insertInto('demo_mails')
        .values({ id, sent_at: clock.now().getTime(), to_address: to, subject, text, headers: JSON.stringify(headers) })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
    },
  }
}
