/**
 * The language the banner speaks: the page's own, else the browser's, else English.
 * @param page value of `<html lang>`, may be empty
 * @param browser the browser's languages, most wanted first
 */
export function languageFor<L extends string>(spoken: readonly L[], page: string, browser: readonly string[]): L | 'en' {
  for (const tag of [page, ...browser]) {
    const found = spoken.find((language) => language === tag.toLowerCase().split('-')[0])
    if (found) return found
  }
  return 'en'
}

/** Puts values into a text's `{names}`. A name without a value stays visible, so that a mistake is seen. */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : whole))
}
