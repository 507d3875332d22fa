import { z } from '@hono/zod-openapi'
import { ServiceCategory } from './registers.ts'
import { type Locale, Localized, Sha256, Slug } from './shared.ts'

/** Every sentence the banner can show, in one language. Names in braces are filled in by the banner. */
export const BannerTexts = z.strictObject({
  label: z.string(),
  title: z.string(),
  /** `{purposes}` becomes a list of category titles, `{companies}` the number of other companies. */
  body: z.string(),
  /** What Global Privacy Control does, in the second layer and the note. */
  signal: z.string(),
  notice: z.string(),
  reject: z.string(),
  accept: z.string(),
  choose: z.string(),
  chooseTitle: z.string(),
  chooseIntro: z.string(),
  /** `{date}` is the day until which the answer is kept. */
  keptUntil: z.string(),
  always: z.string(),
  /** `{count}` is a number; the wording avoids a plural. */
  services: z.string(),
  /** `{company}`, `{country}` and `{purpose}` describe one service. */
  service: z.string(),
  save: z.string(),
  reopen: z.string(),
  saved: z.string(),
  /** `{names}` lists cookies that could not be removed. */
  remaining: z.string(),
  stillRunning: z.string(),
  reload: z.string(),
  close: z.string(),
  portal: z.string(),
  /** In the question, after the signal's name, and beside the re-open control, while Global Privacy Control is sent. */
  honoured: z.string(),
  /** `{name}` is the service an embed belongs to. */
  embed: z.string(),
  embedOnce: z.string(),
  embedAlways: z.string(),
})
export type BannerTexts = z.infer<typeof BannerTexts>

/** More would not fit into a cookie of 120 bytes. */
const MOST_SERVICES = 46

/** What one website's banner needs to know. Everything in it is public. */
export const BannerConfig = z.strictObject({
  site: Slug,
  /** The operator's legal name: its own services do not count as other companies. */
  operator: z.string().min(1),
  /** SHA-256 of `askedFor(categories)`. Another value means that other things are asked, so the visitor is asked again. */
  fingerprint: Sha256,
  /** Origin of the API and the portal, without a slash at the end. */
  api: z.url({ protocol: /^https?$/ }).regex(/[^/]$/),
  /** Calendar months an answer is kept, yes and no alike. */
  months: z.int().min(1).max(13),
  categories: z
    .array(ServiceCategory)
    .min(2)
    .refine((all) => all.flatMap(({ id, services }) => (id === 'necessary' ? [] : services)).length <= MOST_SERVICES, {
      error: `the cookie holds ${MOST_SERVICES} optional services at most`,
    }),
  texts: z.strictObject({ en: BannerTexts, de: BannerTexts.optional(), ar: BannerTexts.optional() }),
  /** Address of the cookie notice, per language. */
  notice: Localized,
})
export type BannerConfig = z.infer<typeof BannerConfig>

/**
 * What a visitor is asked, as canonical text to be hashed: purposes, services, companies and cookies.
 * Titles and translations are left out, so a corrected typo asks nobody again; so is what is necessary, because nobody is asked about it.
 * @param notice the day of the cookie notice's last version that changed what it says; a corrigendum is none
 */
export function askedFor(categories: BannerConfig['categories'], notice: string | null): string {
  const asked = categories
    .filter(({ id }) => id !== 'necessary')
    .map(({ id, services }) => [
      id,
      services
        .map((service) => [service.id, service.company, service.purpose.en, service.cookies.map(({ name }) => name).sort()])
        .sort(byId),
    ])
  return JSON.stringify([notice, ...asked.sort(byId)])
}

/** Optional categories, each with its services, in canonical order. */
export type BannerRegister = readonly (readonly [category: string, ...services: string[]])[]

/** What the banner is told: see `start` of the banner. Tuples, because names would be sent to every visitor. */
export type BannerData = readonly [
  /** Origin of the API and the portal. */
  api: string,
  /** First sixteen hex digits of the fingerprint. */
  fingerprint: string,
  register: BannerRegister,
  language: Locale,
  /** Base64 SHA-256 of the part that comes late. */
  lateHash: string,
  site: string,
  months: number,
  /** The question and the control to change an answer, written and escaped by the privacy center. */
  markup: string,
]
/** What the stub for return visits is told. */
export type StubData = readonly [
  /** Origin of the API and the portal. */
  api: string,
  /** Base64 SHA-256 of the whole banner. */
  hash: string,
  fingerprint: string,
  register: BannerRegister,
  reopen: string,
]
/** What the network guard is told: hosts, and the service that must be allowed first. */
export type GuardData = readonly (readonly [host: string, service: string])[]
/**
 * What the part that comes late is told: the second layer, the note about an outcome, and a cover for embeds, written and escaped by the privacy
 * center. Switches carry the ids of categories and services.
 */
export type LateData = string

/**
 * One of the banner's parts as a program text that may stand in a script element or inside HTML.
 * @param data what the part is told; anything JSON can say
 */
export function jsonText(data: unknown): string {
  // A script may stand inside HTML, where only `</script` and `<!--` would end it; the two separators end a line in older engines.
  return JSON.stringify(data)
    .replace(/<\//g, '<\\/')
    .replace(/<(?=!|script)|[\u2028\u2029]/gi, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function byId([one]: unknown[], [other]: unknown[]): number {
  return String(one) < String(other) ? -1 : 1
}
