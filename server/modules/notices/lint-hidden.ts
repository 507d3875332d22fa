import type { Draft, Finding } from './lint-draft.ts'

/** Characters that show nothing and change what is read: overrides turn words around, zero-width ones split them unseen. */
export function lintHidden({ source }: Pick<Draft, 'source'>): Finding[] {
  return source.flatMap((text, at) =>
    [...new Set(text.match(HIDDEN))].map(
      (sign): Finding => ({ code: 'hidden-character', line: at + 1, facts: { character: codePoint(sign) } }),
    ),
  )
}

// Left out on purpose: marks (U+200E, U+200F, U+061C), isolates, and joiners after Arabic letters and in emoji, which honest texts need.
// Source: Unicode Standard Annex 9, section 2.
const HIDDEN =
  /(?!\t)\p{Cc}|[\u2028\u2029\u200B\u2060\uFEFF\u202A-\u202E]|(?<!\p{Script=Arabic}|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)[\u200C\u200D]/gu

function codePoint(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
