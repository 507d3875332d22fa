import type { BannerTexts, Category, Language, OptionalId, Surface } from '../types.ts'

/** What the layers show, in one language. */
export interface View {
  texts: BannerTexts
  language: Language
  /** Every category, `necessary` included, in the register's order. */
  categories: readonly Category[]
  /** Companies other than the operator. */
  companies: number
  /** Whether the browser sends Global Privacy Control. */
  signal: boolean
  notice: string
  /** What stands now; `endsAt` and `portal` only exist once there is an answer. */
  standing(): { granted: ReadonlySet<OptionalId>; endsAt?: Date; portal?: string }
}

/** What a visitor does. `event` is the click: a yes counts only if a person made it. */
export interface Acts {
  reject(event: Event, surface: Surface): void
  accept(event: Event, surface: Surface): void
  save(event: Event, surface: Surface, granted: ReadonlySet<OptionalId>): void
}

/** A register text in the language shown; English where there is no translation. */
export function inLanguage(text: { en: string } & { [L in Language]?: string | undefined }, language: Language): string {
  return text[language] ?? text.en
}
