import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { askedFor, BannerConfig, BannerTexts, jsonText } from './banner.ts'

const textsOf = (language: string) =>
  JSON.parse(readFileSync(new URL(`../banner/texts/${language}.json`, import.meta.url), 'utf8')) as BannerTexts
const service = (id: string, purpose = 'Counts visits.') => ({
  id,
  name: 'Count',
  company: 'Count ApS',
  country: { en: 'Denmark' },
  purpose: { en: purpose },
  cookies: [],
})
const category = (id: BannerConfig['categories'][number]['id'], purpose?: string): BannerConfig['categories'][number] => ({
  id,
  title: { en: id },
  summary: { en: 'Says what it does.' },
  services: [service('count', purpose)],
})
const config: BannerConfig = {
  site: 'shop',
  operator: 'Shop AB',
  fingerprint: 'a'.repeat(64),
  api: 'https://privacy.example',
  months: 6,
  categories: [category('necessary'), category('statistics')],
  texts: { en: textsOf('en') },
  notice: { en: 'https://privacy.example/en/notices/cookies' },
}

describe('the configuration of the banner', () => {
  it('may stand inside a script element, whatever it says', () => {
    const said = ['</script><!--<SCRIPT>\u2028\u2029']

    const text = jsonText(said)

    expect(text).not.toMatch(/<\/|<!|<script|[\u2028\u2029]/i)
    expect(JSON.parse(text)).toEqual(said)
  })

  it('knows no field that nobody knows', () => {
    expect(BannerConfig.safeParse({ ...config, extra: 1 }).success).toBe(false)
  })

  it.each(['javascript:alert(1)', 'https://privacy.example/', 'ftp://privacy.example'])('refuses %s as address of the API', (api) => {
    expect(BannerConfig.safeParse({ ...config, api }).success).toBe(false)
  })

  it.each([
    [46, true],
    [47, false],
  ])('of %i optional services fits into the cookie: %s', (count, fits) => {
    const services = Array.from({ length: count }, (_, at) => service(`s${at}`))

    const { success } = BannerConfig.safeParse({ ...config, categories: [category('necessary'), { ...category('statistics'), services }] })

    expect(success).toBe(fits)
  })

  it.each(['en', 'de', 'ar'])('has every sentence in %s', (language) => {
    expect(BannerTexts.safeParse(textsOf(language)).success).toBe(true)
  })
})

describe('what a visitor is asked', () => {
  it('does not depend on the order of the register', () => {
    expect(askedFor([category('statistics'), category('preferences')], null)).toBe(
      askedFor([category('preferences'), category('statistics')], null),
    )
  })

  it('is the same after a correction of a title or a translation', () => {
    const reworded = { ...category('statistics'), title: { en: 'Statistics', de: 'Statistik' } }

    expect(askedFor([category('necessary'), reworded], null)).toBe(askedFor(config.categories, null))
  })

  it('leaves out what is necessary, because nobody is asked about it', () => {
    expect(askedFor([category('necessary', 'Keeps you signed in.'), category('statistics')], null)).toBe(askedFor(config.categories, null))
  })

  it('is another thing once the cookie notice says something else', () => {
    expect(askedFor(config.categories, '2026-03-01')).not.toBe(askedFor(config.categories, '2026-09-01'))
  })

  it('is another thing once a purpose changes', () => {
    expect(askedFor([category('necessary'), category('statistics', 'Follows you.')], null)).not.toBe(askedFor(config.categories, null))
  })
})
