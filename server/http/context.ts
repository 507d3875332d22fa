import type { Locale } from '#contract/shared.ts'

/** Who calls, as proven by cookie or token. */
export type Caller = { kind: 'visitor' } | Holder | { kind: 'operator' }

/** An account holder's session. While `locked` it may only be unlocked or ended. */
export interface Holder {
  kind: 'holder'
  accountId: string
  sessionId: string
  email: string
  locale: Locale
  authenticatedAt: Date
  locked: boolean
}

/** Where session and device tokens are kept: cookies in Node, a jar in the page, where responses cannot set cookies. */
export interface Jar {
  get(name: string): string | undefined
  /** @param maxAgeSeconds null for as long as the browser runs */
  set(name: string, value: string, maxAgeSeconds: number | null): void
  remove(name: string): void
}

/** What a handler may know about the request beyond its checked input. */
export interface Context<C extends Caller = Caller> {
  caller: C
  jar: Jar
  /** The network address, from the socket or the configured number of trusted hops. */
  address: string
  /** A short human description of browser and system, e.g. "Firefox on Windows". */
  device: string
  origin: string | null
  request: Request
}
