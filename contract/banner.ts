import { z } from '@hono/zod-openapi'
import { ServiceCategory } from './registers.ts'
import { Locale, Localized, Sha256, Slug } from './shared.ts'

/** Every sentence the banner can show, in one language. Names in braces are filled in by the banner. */
export const BannerTexts = z.strictObject({
  label: z.string(),
  title: z.string(),
  /** `{purposes}` becomes a list of category titles, `{companies}` the number of other companies. */
  body: z.string(),
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
})
export type BannerTexts = z.infer<typeof BannerTexts>

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
  categories: z.array(ServiceCategory).min(2),
  texts: z.strictObject({ en: BannerTexts, de: BannerTexts.optional(), ar: BannerTexts.optional() }),
  /** Address of the cookie notice, per language. */
  notice: Localized,
  /** Set to show one language whatever the page says. */
  language: Locale.optional(),
})
export type BannerConfig = z.infer<typeof BannerConfig>

/**
 * What a visitor is asked, as canonical text to be hashed: purposes, services, companies and cookies.
 * Titles and translations are left out, so a corrected typo asks nobody again; so is what is necessary, because nobody is asked about it.
 */
export function askedFor(categories: BannerConfig['categories']): string {
  const asked = categories
    .filter(({ id }) => id !== 'necessary')
    .map(({ id, services }) => [
      id,
      services
        .map((service) => [service.id, service.company, service.purpose.en, service.cookies.map(({ name }) => name).sort()])
        .sort(byId),
    ])
  return JSON.stringify(asked.sort(byId))
}

/**
 * The text of `/consent.js`: the built bundle, called with its configuration.
 * @param bundle the built file: one function expression in parentheses
 * @throws {z.ZodError} if the configuration does not fit its schema
 */
export function joinBanner(bundle: string, config: BannerConfig): string {
  // A script may stand inside HTML (`</script>`), and the two separators end a line in older engines.
  const json = JSON.stringify(BannerConfig.parse(config)).replace(
    /[<>\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `${bundle.trim()}(${json});\n`
}

function byId([one]: unknown[], [other]: unknown[]): number {
  return String(one) < String(other) ? -1 : 1
}
