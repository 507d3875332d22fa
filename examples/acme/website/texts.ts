import type { SiteTexts } from './site-texts.ts'
import { ar } from './texts.ar.ts'
import { de } from './texts.de.ts'
import { en } from './texts.en.ts'

export const languages = ['en', 'de', 'ar'] as const
export type Language = (typeof languages)[number]

export const texts: Record<Language, SiteTexts> = { en, de, ar }
