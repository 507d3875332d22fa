import type { Core } from '../types.ts'

/**
 * Google Consent Mode v2: every signal denied before any tag, then the standing answer on every page and on every choice.
 * https://developers.google.com/tag-platform/security/guides/consent
 */
export function tellGoogle(core: Core): undefined {
  const page = window as { dataLayer?: unknown[] }
  page.dataLayer ||= []
  // Google's tags read the `arguments` object itself; an array means something else to them.
  function gtag(..._words: unknown[]) {
    // biome-ignore lint/complexity/noArguments: see above
    page.dataLayer?.push(arguments)
  }
  const states = (allows: (name: string) => boolean) => {
    const state = (name: string) => (allows(name) ? 'granted' : 'denied')
    return {
      ad_storage: state('advertising'),
      ad_user_data: state('advertising'),
      ad_personalization: state('advertising'),
      analytics_storage: state('statistics'),
      functionality_storage: state('preferences'),
      personalization_storage: state('preferences'),
      security_storage: 'granted',
    }
  }
  gtag('consent', 'default', { ...states(() => false), wait_for_update: 500 })
  gtag('set', 'url_passthrough', true)
  gtag('set', 'ads_data_redaction', true)
  const update = () =>
    core.answer &&
    gtag(
      'consent',
      'update',
      states((name) => core.open.has(name)),
    )
  core.tellers.push(update)
  update()
  return undefined
}
