export interface PostAnswer {
  status: number
  /** The `Retry-After` header, if any. */
  retryAfter: string | null
  body: string
}

/**
 * Sends one request and reads the whole answer. Follows no redirects, reads no more than the limit, gives up after the time.
 * Throws SourceError when there is no answer. Never logs a body.
 */
export type Post = (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<PostAnswer>
