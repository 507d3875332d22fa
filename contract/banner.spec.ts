import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { askedFor, BannerConfig, BannerTexts, joinBanner } from './banner.ts'

const textsOf = (language: string) =>
  JSON.parse(readFileSync(new URL(`../banner/texts/${language}.json`, import.meta.url), 'utf8')) as BannerTexts
const category = (id: BannerConfig['categories'][number]['id'], purpose = 'Counts visits.'): BannerConfig['categories'][number] => ({
  id,
  title: { en: id },
  summary: { en: 'Says what it does.' },
  services: [{ id: 'count', name: 'Count', company: 'Count ApS', country: { en: 'Denmark' }, purpose: { en: purpose }, cookies: [] }],
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

describe('the script of the banner', () => {
  it('hands the configuration to the bundle as it is', () => {
    const script = joinBanner('(function(config){return config})\n', config)

    // The joined text is a program, so it is run as one.
    expect(new Function(`return ${script}`)()).toEqual(config)
  })

  it('cannot end the script element it may stand in', () => {
    const operator = '</script><!--\u2028\u2029'

    const script = joinBanner('(function(config){return config.operator})', { ...config, operator })

    expect(script).not.toMatch(/[<>\u2028\u2029]/)
    expect(new Function(`return ${script}`)()).toBe(operator)
  })

  it('refuses a configuration with a field nobody knows', () => {
    expect(() => joinBanner('(function(){})', { ...config, extra: 1 } as BannerConfig)).toThrow('extra')
  })

  it.each(['javascript:alert(1)', 'https://privacy.example/', 'ftp://privacy.example'])('refuses %s as address of the API', (api) => {
    expect(BannerConfig.safeParse({ ...config, api }).success).toBe(false)
  })

  it.each(['en', 'de', 'ar'])('has every sentence in %s', (language) => {
    expect(BannerTexts.safeParse(textsOf(language)).success).toBe(true)
  })
})

describe('what a visitor is asked', () => {
  it('does not depend on the order of the register', () => {
    expect(askedFor([category('statistics'), category('preferences')])).toBe(askedFor([category('preferences'), category('statistics')]))
  })

  it('is the same after a correction of a title or a translation', () => {
    const reworded = { ...category('statistics'), title: { en: 'Statistics', de: 'Statistik' } }

    expect(askedFor([category('necessary'), reworded])).toBe(askedFor(config.categories))
  })

  it('leaves out what is necessary, because nobody is asked about it', () => {
    expect(askedFor([category('necessary', 'Keeps you signed in.'), category('statistics')])).toBe(askedFor(config.categories))
  })

  it('is another thing once a purpose changes', () => {
    expect(askedFor([category('necessary'), category('statistics', 'Follows you.')])).not.toBe(askedFor(config.categories))
  })
})
