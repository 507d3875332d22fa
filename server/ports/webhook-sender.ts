export interface SignedMessage {
  url: string
  /** Each `whsec_` and base64; the message carries one signature for each. */
  secrets: readonly string[]
  /** The same for each attempt. */
  id: string
  at: Date
  payload: string
}

/** Posts a message to a system of the operator, signed after Standard Webhooks 1.0. Follows no redirect, reaches no private address. */
export interface WebhookSender {
  /** @throws {SourceError} when there is no answer */
  send(message: SignedMessage): Promise<{ status: number; retryAfterMs: number | null }>
}
