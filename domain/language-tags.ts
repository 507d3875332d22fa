/**
 * How each language writes dates and numbers (BCP 47). English as in Europe, since the operator's days are read there; Arabic with Latin
 * digits, as the operator's ids and hashes have them.
 */
export const languageTags = { en: 'en-GB', de: 'de-DE', ar: 'ar-u-nu-latn' } as const
