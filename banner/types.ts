import type { BannerData } from '#contract/banner.ts'
import type { ConsentProof } from '#contract/choices.ts'
import type { Answer } from './core/answer.ts'
import type { findAll, make, read, tell, writeCookie } from './core/page.ts'
import type { post } from './first/post.ts'

export type { BannerData, GuardData, LateData, StubData } from '#contract/banner.ts'

export type Language = ConsentProof['language']
export type Surface = ConsentProof['surface']

/** What the gate shares with the parts that come after it. */
export interface Core {
  data: BannerData
  /** Whether the browser sends Global Privacy Control. */
  signal: boolean
  answer?: Answer | undefined
  /** Categories and services that may run now. A category is open when all of its services are. */
  open: Set<string>
  /**
   * Whether this page knows what stands: a device that may follow an account lets nothing optional run before it has asked, or its visitor has
   * decided here.
   */
  followed: boolean
  /** Services and categories that have run on this page. */
  ran: Set<string>
  /** Called whenever what is open may have changed. */
  tellers: (() => void)[]
  /** Lets an answer take effect, and stores it. */
  apply(cookies: string): void
  /** Stores an answer that allows what the standing one allows: only its flags are others, so nobody is told. */
  keep(answer: Answer): void
  /** The Trusted Types policy for what the privacy center wrote: markup, and addresses of the banner's parts. */
  rules: TrustedRules
  /** Calls back once the last part is here, and fetches it if need be. */
  wake(act: (late: Late) => void): void
  late?: Late | undefined
  ask?: Ask
}

export interface Kit {
  make: typeof make
  findAll: typeof findAll
  read: typeof read
  tell: typeof tell
  writeCookie: typeof writeCookie
  post: typeof post
  sendProof(core: Core, key: string, body: string): Promise<void>
}

/** What the question shares with the part that comes late. */
export interface Ask {
  /** Tools that the late part would otherwise carry a second time. */
  kit: Kit
  /** Holds the question and the control to change an answer, inside the banner's shadow tree. */
  box: HTMLElement
  /** Adds styles to the banner's shadow tree. */
  addStyle(css: string): void
  /** Shows or hides the question; without it, the control to change an answer is there. */
  showQuestion(isShown: boolean): void
  /** Takes a decision if it may be taken. */
  decide(event: Pick<Event, 'isTrusted'> & { detail?: unknown }, bits: string, surface: Surface): void
}

/** What only the last part can do. */
export interface Late {
  open(): void
  /** Clears, tells and offers what a decision leaves to do, now or on a later page. */
  tidy(): void
  /** Lets embeds and templates in, or puts placeholders over them. */
  embeds(): void
  /** Asks what stands for a device that may follow an account, and applies it. */
  follow(): void
}

/** Detail of `vitrine:choice`, sent to `document` whenever an answer is given; a stored one is there at once, see `allows`. */
export interface ChoiceDetail {
  /** Categories and services that may run now. */
  allowed: string[]
}

/** Detail of `vitrine:cleared`, sent to `document` after services have been switched off. */
export interface ClearedDetail {
  /** Names of cookies and storage entries of switched-off services that are still there. */
  remaining: string[]
}

/** `window.vitrine`: all that a website's own script may ask of the banner. There is no call to grant. */
export interface VitrineApi {
  /** Opens the second layer. */
  open(): void
  /** Whether a category (with all its services) or a service may run now. */
  allows(name: string): boolean
  /** How the banner's own parts arrive; not for pages. */
  part<D>(made: (core: Core, data: D) => Late | undefined, data: D): void
}

/**
 * Rules of a Trusted Types policy. Typed as string because DOM types know no trusted values yet; the objects that a policy returns are handed
 * on as they are.
 */
export type TrustedRules = Record<'createHTML' | 'createScriptURL', (text: string) => string>

declare global {
  interface Window {
    trustedTypes?: { createPolicy(name: string, rules: TrustedRules): TrustedRules }
    vitrine?: VitrineApi
  }
  interface HTMLScriptElement {
    /** The stub's policy, handed on to the banner it fetches. */
    rules?: TrustedRules | undefined
  }
  interface DocumentEventMap {
    'vitrine:choice': CustomEvent<ChoiceDetail>
    'vitrine:cleared': CustomEvent<ClearedDetail>
  }
}
