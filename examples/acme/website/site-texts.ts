export interface Article {
  title: string
  paragraphs: readonly string[]
}

/** Everything the website says, in one language. */
export interface SiteTexts {
  direction: 'ltr' | 'rtl'
  ownName: string
  sample: string
  skip: string
  pagesLabel: string
  languagesLabel: string
  nav: { home: string; pricing: string; blog: string }
  home: Article & { deed: string; points: readonly { title: string; text: string }[] }
  pricing: Article & { plans: readonly { name: string; price: string; text: string }[] }
  blog: Article & { byline: string }
  missing: Article
  /** The chat that is embedded on the page of prices. */
  chat: { title: string; text: string }
  panel: {
    title: string
    intro: string
    ran: string
    held: string
    categories: { preferences: string; statistics: string; advertising: string }
  }
  footer: { label: string; notice: string; cookies: string; choices: string; center: string; banner: string }
}
