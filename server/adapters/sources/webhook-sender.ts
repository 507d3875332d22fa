import type { WebhookSender } from '#server/ports/webhook-sender.ts'
import type { Post } from './post.ts'
import { retryAfterMs } from './retry-after.ts'
import { signedHeaders } from './signature.ts'

/** Messages over the wires on which sources are asked: names are resolved once, redirects are answers, not instructions. */
export function webhookSender(post: Post): WebhookSender {
  return {
    async send({ url, secrets, id, at, payload }) {
      const { status, retryAfter } = await post(url, await signedHeaders(secrets, id, at, payload), payload)
      return { status, retryAfterMs: retryAfterMs(retryAfter, at) }
    },
  }
}
