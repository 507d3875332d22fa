import type { BannerConfig } from '#contract/banner.ts'
import type { Locale } from '#contract/shared.ts'
import type { Ports } from '#server/ports/ports.ts'
import { bannerConfig } from './banner-config.ts'
import { type GeneratorOptions, generatorPage, generatorScript } from './banner-generator.ts'
import { type ComposedBanner, composeBanner, type ExtraName, extras, readParts } from './banner-parts.ts'
import { isLocale, preferredLocale } from './languages.ts'
import { redirect } from './responses.ts'

/** The built banner and its sentences, as the main read them. */
export interface BannerFiles {
  bundle: string
  texts: BannerConfig['texts']
  /** What the page for integrators needs; without it there is no such page. */
  page?: GeneratorOptions
  /** The day of the cookie notice's last version that changed what it says; null while there is none. */
  noticeOn?: () => Promise<string | null>
}

type Needs = Pick<Ports, 'content' | 'hasher' | 'settings' | 'clock' | 'blobs' | 'log'>

/** Five minutes: long enough for a visit, short enough that a changed register is asked about soon. */
const CACHE_SECONDS = 300
const YEAR_SECONDS = 31_536_000

/**
 * Answers `/consent.js?site=…&lang=…&with=…&part=…` (the banner with the configuration that the registers give, so that banner, cookie page and
 * notice cannot disagree), `/consent/<hash>.js` (parts that never change) and `/{locale}/banner` (the page that writes the snippet).
 * @returns null for any other address; 404 for a site, an extra or a part that does not exist
 */
export function createBanner(
  ports: Needs,
  { bundle, texts, page, noticeOn = async () => null }: BannerFiles,
): (request: Request) => Promise<Response | null> {
  const parts = readParts(bundle)
  const made = new Map<string, Promise<ComposedBanner>>()
  const chunks = new Map<string, string>()

  /** Registers do not change while the server runs, and the notice seldom does, so every combination is put together once. */
  async function compose(site: string, language: Locale, wanted: readonly ExtraName[]): Promise<ComposedBanner> {
    const notice = await noticeOn()
    const key = [site, language, notice, ...wanted].join(' ')
    const banner = made.get(key) ?? composeNew(site, language, wanted, notice)
    made.set(key, banner)
    return banner
  }

  async function composeNew(site: string, language: Locale, wanted: readonly ExtraName[], notice: string | null): Promise<ComposedBanner> {
    const banner = await composeBanner(parts, await bannerConfig(ports, { site, texts, notice }), language, wanted, ports.hasher.sha256)
    for (const [hash, text] of banner.chunks) {
      chunks.set(hash, text)
      await keep(hash, text).catch((error: unknown) => ports.log.error('banner/part-not-kept', error))
    }
    return banner
  }

  /** Pages out there carry a part's address for as long as they are kept themselves, longer than this process or its registers. */
  async function keep(hash: string, text: string): Promise<void> {
    const kept = await ports.blobs.read(keyOf(hash))
    if (kept) await kept.cancel()
    else await ports.blobs.write(keyOf(hash), new Blob([text]).stream())
  }

  /** A process that has not been asked for the banner yet must still know its parts, and those of earlier registers. */
  async function chunkOf(hash: string): Promise<string | undefined> {
    const known = chunks.get(hash)
    if (known !== undefined) return known
    const kept = HASH.test(hash) ? await ports.blobs.read(keyOf(hash)) : null
    if (kept) return new Response(kept).text()
    const languages = Object.keys(texts).filter(isLocale)
    await Promise.all(
      ports.content.organisation.sites.flatMap(({ id }) =>
        languages.flatMap((language) => selections.map((wanted) => compose(id, language, wanted))),
      ),
    )
    return chunks.get(hash)
  }

  async function consentScript(request: Request, query: URLSearchParams): Promise<Response> {
    const { sites } = ports.content.organisation
    const site = query.has('site') ? sites.find(({ id }) => id === query.get('site')) : sites[0]
    if (!site) return missing('No website with this name is registered.')
    const names = (query.get('with') ?? '').split(',').filter((name) => name !== '')
    const wanted = extraNames.filter((name) => names.includes(name))
    if (wanted.length < new Set(names).size) return missing(`The banner knows ${extraNames.join(', ')} beside itself.`)
    const [asked] = (query.get('lang') ?? '').toLowerCase().split('-')
    const language = isLocale(asked) ? asked : preferredLocale(request.headers.get('accept-language'))
    const banner = await compose(site.id, language, wanted)
    const text = query.get('part') === 'stub' ? banner.stub : banner.whole
    const vary: Record<string, string> = isLocale(asked) ? {} : { vary: 'accept-language' }
    return script(request, text, `public, max-age=${CACHE_SECONDS}`, vary)
  }

  return async (request) => {
    const { pathname, searchParams } = new URL(request.url)
    if (request.method !== 'GET' && request.method !== 'HEAD') return null
    if (pathname === '/consent.js') return consentScript(request, searchParams)
    if (pathname === '/consent/copy-button.js') return script(request, generatorScript, `public, max-age=${CACHE_SECONDS}`)
    const [, hash] = /^\/consent\/(.+)\.js$/.exec(pathname) ?? []
    if (hash) {
      const text = await chunkOf(hash)
      return text === undefined ? missing('No such part.') : script(request, text, `public, max-age=${YEAR_SECONDS}, immutable`)
    }
    if (page && pathname === '/banner') {
      return redirect(`/${preferredLocale(request.headers.get('accept-language'))}/banner`, { vary: 'accept-language' })
    }
    const [, locale] = /^\/(\w\w)\/banner\/?$/.exec(pathname) ?? []
    return page && isLocale(locale) ? generatorPage(ports, page, locale, searchParams, compose) : null
  }
}

const extraNames = Object.keys(extras) as ExtraName[]
/** Every set of extras. */
const selections = Array.from({ length: 2 ** extraNames.length }, (_, mask) => extraNames.filter((_name, at) => (mask >> at) % 2 === 1))

function script(request: Request, text: string, caching: string, more: Record<string, string> = {}): Response {
  return new Response(request.method === 'HEAD' ? null : text, {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': caching,
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
      ...more,
    },
  })
}

function missing(reason: string): Response {
  return new Response(`${reason}\n`, { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}

const HASH = /^[\w+/]{43}=$/

/** Where a part is kept: it never changes, and it is never removed. */
const keyOf = (hash: string) => `banner/${hash}`
