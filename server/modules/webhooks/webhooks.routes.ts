import * as routes from '#contract/webhooks.ts'
import { type Endpoint, endpoint } from '#server/http/endpoint.ts'
import type { Ports } from '#server/ports/ports.ts'
import { listWebhooks, registerWebhook, removeWebhook, rotateWebhook } from './webhooks.usecases.ts'

export function webhooksEndpoints(ports: Ports): Endpoint[] {
  return [
    endpoint(routes.listWebhooks, async () => ({ webhooks: await listWebhooks(ports) })),
    endpoint(routes.registerWebhook, ({ body }) => registerWebhook(body.url, ports)),
    endpoint(routes.rotateWebhook, ({ params }) => rotateWebhook(params.id, ports)),
    endpoint(routes.removeWebhook, async ({ params }) => {
      await removeWebhook(params.id, ports)
      return undefined
    }),
  ]
}
