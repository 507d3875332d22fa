import { askedFor, type BannerConfig } from '#contract/banner.ts'
import { CONSENT_MONTHS } from '#domain/clocks.ts'
import type { Ports } from '#server/ports/ports.ts'

/** The notice that the question leads to; a change of what it says asks everybody again. */
export const COOKIE_NOTICE = 'cookies'

interface Asked {
  site: string
  texts: BannerConfig['texts']
  notice: string | null
}

/** What one website's banner needs to know, as the registers and the cookie notice give it. */
export async function bannerConfig(
  { content, hasher, settings }: Pick<Ports, 'content' | 'hasher' | 'settings'>,
  { site, texts, notice }: Asked,
): Promise<BannerConfig> {
  const categories = [...content.services]
  const noticeAt = (locale: string) => `${settings.baseUrl}/${locale}/notices/${COOKIE_NOTICE}`
  return {
    site,
    operator: content.organisation.legalName,
    fingerprint: await hasher.sha256(askedFor(categories, notice)),
    api: settings.baseUrl,
    months: CONSENT_MONTHS,
    categories,
    texts,
    notice: { en: noticeAt('en'), de: noticeAt('de'), ar: noticeAt('ar') },
  }
}
