import { createI18n, useI18n } from 'vue-i18n'
import type { Locale } from '#contract/shared.ts'
import type en from '#locales/en.json'

type Leaf<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaf<T[K], `${P}${K}.`>
}[keyof T & string]

/** A key of locales/en.json, written out. */
export type MessageKey = Leaf<typeof en>
type Named = Record<string, unknown>

/** Translates a key; a number picks the plural form. */
export interface Translate {
  (key: MessageKey): string
  (key: MessageKey, plural: number): string
  (key: MessageKey, named: Named): string
  (key: MessageKey, named: Named, plural: number): string
}

/** Languages in their own words, in the order of the menu. */
export const languages = [
  { locale: 'en', name: 'English', direction: 'ltr' },
  { locale: 'de', name: 'Deutsch', direction: 'ltr' },
  { locale: 'ar', name: 'العربية', direction: 'rtl' },
] as const satisfies readonly { locale: Locale; name: string; direction: 'ltr' | 'rtl' }[]

/** Whether a part of an address names a language we speak. */
export function isLocale(value: unknown): value is Locale {
  return languages.some(({ locale }) => locale === value)
}

const loaders = import.meta.glob<{ default: Named }>('../locales/*.json')

// Arabic has six forms, in the order of CLDR: zero | one | two | few | many | other.
const arabic = new Intl.PluralRules('ar')
const arabicForms = ['zero', 'one', 'two', 'few', 'many', 'other']
function arabicForm(count: number, forms: number): number {
  return Math.min(arabicForms.indexOf(arabic.select(count)), forms - 1)
}

/** Makes the app's translator. It holds no messages until `speak` has loaded a language. */
export function createTranslator() {
  return createI18n({
    legacy: false,
    locale: 'en',
    fallbackLocale: [],
    messages: {},
    pluralRules: { ar: arabicForm },
    missingWarn: false,
    fallbackWarn: false,
  })
}
export type Translator = ReturnType<typeof createTranslator>

/** Loads a language, switches to it, and tells the document. */
export async function speak(translator: Translator, locale: Locale): Promise<void> {
  const { global } = translator
  if (!(global.availableLocales as string[]).includes(locale)) {
    const messages = await loaders[`../locales/${locale}.json`]?.()
    global.setLocaleMessage(locale as never, (messages?.default ?? {}) as never)
  }
  ;(global.locale as { value: string }).value = locale
  document.documentElement.lang = locale
  document.documentElement.dir = languages.find((language) => language.locale === locale)?.direction ?? 'ltr'
}

/** The typed translator of this component. */
export function useT(): Translate {
  return useI18n().t as Translate
}

/** The language of this page. */
export function useLocale() {
  return useI18n().locale as unknown as import('vue').Ref<Locale>
}
