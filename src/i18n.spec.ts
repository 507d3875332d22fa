import { describe, expect, it } from 'vitest'
import { problems } from '#contract/problems.ts'
import { createTranslator, languages, speak } from './i18n.ts'

const locales = languages.map(({ locale }) => locale)

async function speaking(locale: (typeof locales)[number]) {
  const translator = createTranslator()
  await speak(translator, locale)
  return translator.global
}
function keysOf(messages: object, path = ''): string[] {
  return Object.entries(messages).flatMap(([key, value]) =>
    value && typeof value === 'object' && !('type' in value) && !('t' in value) ? keysOf(value, `${path}${key}.`) : [`${path}${key}`],
  )
}

describe('the languages', () => {
  it.each(locales.flatMap((locale) => [...Object.keys(problems), 'network'].map((code) => [code, locale] as const)))(
    'have a message for the refusal %s in %s',
    async (code, locale) => {
      const { te } = await speaking(locale)

      expect(te(`problems.${code}` as never)).toBe(true)
    },
  )

  it.each(['de', 'ar'] as const)('have the same keys in %s as in English, no more and no less', async (locale) => {
    const english = await speaking('en')
    const other = await speaking(locale)

    expect(keysOf(other.getLocaleMessage(locale as never)).sort()).toEqual(keysOf(english.getLocaleMessage('en' as never)).sort())
  })

  it.each([
    ['en', 'ltr'],
    ['de', 'ltr'],
    ['ar', 'rtl'],
  ] as const)('tell the document that %s runs %s', async (locale, direction) => {
    await speaking(locale)

    expect(document.documentElement).toMatchObject({ lang: locale, dir: direction })
  })

  it.each([
    [0, '0 يوم'],
    [1, 'يوم واحد'],
    [2, 'يومان'],
    [3, '3 أيام'],
    [11, '11 يومًا'],
    [100, '100 يوم'],
  ])('count %i days in the plural form of Arabic', async (count, said) => {
    const { t } = await speaking('ar')

    expect((t as (key: string, named: object, plural: number) => string)('charts.days', { count }, count)).toBe(said)
  })
})
