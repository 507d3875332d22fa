import { SourceError } from '#server/ports/source.ts'
import type { WebhookSender } from '#server/ports/webhook-sender.ts'

/** A page reaches nobody: a system that wants to be told cannot be told by the demo. */
export function pageWebhookSender(): WebhookSender {
  return {
    send: async () => {
      throw new SourceError('a page sends nothing to other systems')
    },
  }
}
