import {
  BannerConfig,
  type BannerData,
  type BannerRegister,
  type GuardData,
  jsonText,
  type LateData,
  type StubData,
} from '#contract/banner.ts'
import type { Locale } from '#contract/shared.ts'
import { firstMarkup, lateMarkup, textsOf } from './banner-markup.ts'

/** The banner's functions by name, as the build wrote them: program texts without their data. */
export type BannerParts = Readonly<Record<'returnStub' | 'start' | 'comeLate' | Extra, string>>

/** What a website may ask for beside the banner. */
export const extras = { google: 'tellGoogle', microsoft: 'tellMicrosoft', guard: 'guardNetwork' } as const
type Extra = (typeof extras)[keyof typeof extras]
export type ExtraName = keyof typeof extras

/** The banner for one website in one language, ready to be sent. */
export interface ComposedBanner {
  /** The banner in one script: for a page that includes one file, or puts the text inline. */
  whole: string
  /** For pages that answer a request which carries the cookie already. */
  stub: string
  /** Parts that are fetched by the base64 SHA-256 of their text. */
  chunks: ReadonlyMap<string, string>
}

/**
 * Reads the built file: every part stands below a line with its name.
 * @throws {Error} when a part is missing
 */
export function readParts(bundle: string): BannerParts {
  const parts = Object.fromEntries(
    bundle
      .split(/^\/\/! /m)
      .slice(1)
      .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n')).trim()]),
  )
  for (const name of ['returnStub', 'start', 'comeLate', ...Object.values(extras)]) {
    if (!parts[name]) throw new Error(`The banner's build lacks ${name}. Run "npm run build" again.`)
  }
  return parts as BannerParts
}

/**
 * Puts the banner together for one website.
 * @param digest SHA-256 of a text in lower-case hex
 * @throws {z.ZodError} if the configuration does not fit its schema
 */
export async function composeBanner(
  parts: BannerParts,
  config: BannerConfig,
  language: Locale,
  wanted: readonly ExtraName[],
  digest: (text: string) => string | Promise<string>,
): Promise<ComposedBanner> {
  const checked = BannerConfig.parse(config)
  const called = (part: string, data: unknown) => `${part}(${jsonText(data)});\n`
  const late = called(parts.comeLate, lateMarkup(checked, language) satisfies LateData)
  const lateHash = base64(await digest(late))
  const whole =
    called(parts.start, bannerData(checked, language, lateHash)) +
    wanted.map((name) => called(parts[extras[name]], name === 'guard' ? guardData(checked) : null)).join('')
  const wholeHash = base64(await digest(whole))
  return {
    whole,
    stub: called(parts.returnStub, stubData(checked, language, wholeHash)),
    chunks: new Map([
      [lateHash, late],
      [wholeHash, whole],
    ]),
  }
}

const shortPrint = ({ fingerprint }: BannerConfig) => fingerprint.slice(0, 16)

function bannerData(config: BannerConfig, language: Locale, lateHash: string): BannerData {
  const { api, site, months } = config
  return [api, shortPrint(config), registerOf(config), language, lateHash, site, months, firstMarkup(config, language)]
}

function stubData(config: BannerConfig, language: Locale, hash: string): StubData {
  return [config.api, hash, shortPrint(config), registerOf(config), textsOf(config, language).reopen]
}

function guardData({ categories }: BannerConfig): GuardData {
  const asked = categories.filter(({ id }) => id !== 'necessary').flatMap(({ services }) => services)
  return asked.flatMap(({ id, hosts = [] }) => hosts.map((host) => [host, id] as const))
}

/** In an order that does not follow the operator's file, so that a moved line moves no bit. */
function registerOf({ categories }: BannerConfig): BannerRegister {
  const asked = categories.filter(({ id }) => id !== 'necessary')
  return byId(asked).map(({ id, services }) => [id, ...byId(services).map((service) => service.id)])
}

function byId<T extends { id: string }>(entries: readonly T[]): T[] {
  return entries.toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

function base64(hex: string): string {
  return btoa(String.fromCharCode(...(hex.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16))))
}
