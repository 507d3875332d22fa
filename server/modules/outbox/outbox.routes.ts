import { listDemoMails } from '#contract/system.ts'
import { type Endpoint, endpoint } from '#server/http/endpoint.ts'
import type { Ports } from '#server/ports/ports.ts'
import { newestDemoMails } from './outbox.repository.ts'

const MAILS_ON_PAGE = 100

export function outboxEndpoints(ports: Ports): Endpoint[] {
  return [
    endpoint(listDemoMails, async () => {
      const rows = await newestDemoMails(ports.database, MAILS_ON_PAGE)
      const mails = rows.map(({ id, sent_at, to_address, subject, text, headers }) => ({
        id,
        sentAt: new Date(sent_at).toISOString(),
        to: to_address,
        subject,
        text,
        headers: JSON.parse(headers) as Record<string, string>,
      }))
      return { mails }
    }),
  ]
}
