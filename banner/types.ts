import type { BannerConfig } from '#contract/banner.ts'
import type { ConsentProof } from '#contract/choices.ts'

export type { BannerConfig, BannerTexts } from '#contract/banner.ts'
export type { ConsentProof } from '#contract/choices.ts'

export type Category = BannerConfig['categories'][number]
export type Service = Category['services'][number]
/** A category a visitor decides about; `necessary` is not among them. */
export type OptionalId = ConsentProof['decisions'][number]['category']
export type Surface = ConsentProof['surface']
export type Language = ConsentProof['language']

/** What a visitor decided, as the cookie keeps it. */
export interface Answer {
  /** First eight hex digits of what was asked. */
  fingerprint: string
  granted: ReadonlySet<OptionalId>
  /** Whether the browser sent Global Privacy Control when the answer was given. */
  signal: boolean
  decidedAt: Date
  /** Opaque UUID of this device on this website. */
  device: string
}

/** Detail of `vitrine:choice`, sent to `document` when a stored answer is read and whenever an answer is given. */
export interface ChoiceDetail {
  /** Every category with its state; `necessary` is always true. */
  categories: Record<string, boolean>
  /** Names of cookies of switched-off services that are still there. */
  remaining: string[]
}

/** `window.vitrine`: all that a website's own script may ask of the banner. There is no call to grant. */
export interface VitrineApi {
  /** Opens the second layer. */
  open(): void
}

declare global {
  interface Window {
    vitrine?: VitrineApi
  }
  interface DocumentEventMap {
    'vitrine:choice': CustomEvent<ChoiceDetail>
  }
}
