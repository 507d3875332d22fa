import { askedFor, type BannerConfig, joinBanner } from '#contract/banner.ts'
import { CONSENT_MONTHS } from '#domain/clocks.ts'
import type { Ports } from '#server/ports/ports.ts'

/** The built banner and its sentences, as the main read them. */
export interface BannerFiles {
  bundle: string
  texts: BannerConfig['texts']
}

type Needs = Pick<Ports, 'content' | 'hasher' | 'settings'>

/** Five minutes: long enough for a visit, short enough that a changed register is asked about soon. */
const CACHE_SECONDS = 300

/**
 * Answers `/consent.js?site=…`: the banner with the configuration that the registers give, so that banner, cookie page and notice cannot disagree.
 * @returns null for any other address; 404 for a site that is not registered
 */
export function createBanner(ports: Needs, { bundle, texts }: BannerFiles): (request: Request) => Promise<Response | null> {
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname !== '/consent.js' || (request.method !== 'GET' && request.method !== 'HEAD')) return null
    const { sites } = ports.content.organisation
    const site = searchParams.has('site') ? sites.find(({ id }) => id === searchParams.get('site')) : sites[0]
    if (!site)
      return new Response('No website with this name is registered.\n', {
        status: 404,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      })
    const script = joinBanner(bundle, await bannerConfig(ports, site.id, texts))
    return new Response(request.method === 'HEAD' ? null : script, {
      headers: {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': `public, max-age=${CACHE_SECONDS}`,
        'cross-origin-resource-policy': 'cross-origin',
        'access-control-allow-origin': '*',
      },
    })
  }
}

async function bannerConfig({ content, hasher, settings }: Needs, site: string, texts: BannerConfig['texts']): Promise<BannerConfig> {
  const categories = [...content.services]
  const noticeAt = (locale: string) => `${settings.baseUrl}/${locale}/notices/privacy`
  return {
    site,
    operator: content.organisation.legalName,
    fingerprint: await hasher.sha256(askedFor(categories)),
    api: settings.baseUrl,
    months: CONSENT_MONTHS,
    categories,
    texts,
    notice: { en: noticeAt('en'), de: noticeAt('de'), ar: noticeAt('ar') },
  }
}
