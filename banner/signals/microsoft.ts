import type { Core } from '../types.ts'

/**
 * Microsoft UET and Clarity: denied before any tag, then the standing answer on every page and on every choice.
 * https://help.ads.microsoft.com/#apex/ads/en/60119 and https://learn.microsoft.com/clarity/setup-and-installation/clarity-consent-api-v2
 */
export function tellMicrosoft(core: Core): undefined {
  type Clarity = ((...words: unknown[]) => void) & { q?: unknown[] }
  const page = window as { uetq?: unknown[]; clarity?: Clarity }
  page.uetq ||= []
  page.clarity ||= function clarity(..._words: unknown[]) {
    const stub = page.clarity as Clarity
    stub.q ||= []
    // biome-ignore lint/complexity/noArguments: Clarity reads the `arguments` object itself
    stub.q.push(arguments)
  }
  const say = (kind: string, allows: (name: string) => boolean) => {
    const state = (name: string) => (allows(name) ? 'granted' : 'denied')
    page.uetq?.push('consent', kind, { ad_storage: state('advertising') })
    page.clarity?.('consentv2', { ad_Storage: state('advertising'), analytics_Storage: state('statistics') })
  }
  say('default', () => false)
  const update = () => {
    if (core.answer) say('update', (name) => core.open.has(name))
  }
  core.tellers.push(update)
  update()
  return undefined
}
