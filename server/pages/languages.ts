import type { Locale } from '#contract/shared.ts'
import { languages } from './wording.ts'

export function isLocale(text: string | undefined): text is Locale {
  return languages.some(({ locale }) => locale === text)
}

/** The reader's best language that we speak, by Accept-Language; English when there is none. */
export function preferredLocale(acceptLanguage: string | null): Locale {
  const wishes = (acceptLanguage ?? '')
    .split(',')
    .slice(0, 20)
    .map((wish, at) => {
      const [tag = '', ...parameters] = wish.trim().toLowerCase().split(';')
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find((value) => value !== undefined)
      return { language: tag.split('-')[0], quality: Number(quality ?? 1), at }
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality || a.at - b.at)
  return wishes.map(({ language }) => language).find(isLocale) ?? 'en'
}
