/** Puts a value in the place of a text's `{name}`. A text without such a place stays as it is. */
export function fill(text: string, value: string): string {
  return text.replace(/\{\w+\}/, () => value)
}
