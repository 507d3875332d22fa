import { askForNoticeMails } from '#contract/notices.ts'
import { type Endpoint, endpoint } from '#server/http/endpoint.ts'
import type { Ports } from '#server/ports/ports.ts'
import { askForMails } from './ask.usecase.ts'

/** Mails about notices, for anyone with an address. Confirming and stopping happen at the link in the mail, without script. */
export function subscriptionsEndpoints(ports: Ports, { wake }: { wake?: () => void } = {}): Endpoint[] {
  return [
    endpoint(askForNoticeMails, async ({ params, body }, context) => {
      await askForMails({ slug: params.slug, ...body }, ports, context)
      wake?.()
      return undefined
    }),
  ]
}
