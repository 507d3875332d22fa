import { isLocale } from './i18n.ts'

// Backslashes and control characters are read as slashes or dropped by browsers, so they never belong to a path of ours.
const UNSAFE = /[\\\p{Cc}]|\/\//u

/** The path to return to after signing in: one of our own pages, or `null`. Never an address with a scheme or a host. */
export function returnPath(asked: unknown): string | null {
  if (typeof asked !== 'string' || !asked.startsWith('/') || UNSAFE.test(asked)) return null
  const [, locale] = asked.split(/[/?#]/)
  return isLocale(locale) ? asked : null
}
