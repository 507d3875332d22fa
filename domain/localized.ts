/** A text in the languages it exists in; English is always there. */
export type Localized = { readonly en: string; readonly [language: string]: string | undefined }
