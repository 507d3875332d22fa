import type { Locator, Page } from '@playwright/test'
import type { BannerTexts } from '#contract/banner.ts'
import type { Locale } from '#contract/shared.ts'
import ar from '../../banner/texts/ar.json' with { type: 'json' }
import de from '../../banner/texts/de.json' with { type: 'json' }
import en from '../../banner/texts/en.json' with { type: 'json' }
import { tags } from '../../examples/acme/website/tags.ts'
import { texts as siteTexts } from '../../examples/acme/website/texts.ts'
import type { Demo } from './running-demo.ts'

const bannerTexts = { en, de, ar } satisfies Record<Locale, BannerTexts>

/** Cookies that the ten sample scripts set. */
export const tagCookies = tags.map(({ cookie }) => cookie).sort()

/** The sample website with its banner, as a visitor meets it. */
export class Website {
  readonly page: Page
  readonly texts: BannerTexts
  readonly first: Locator
  readonly second: Locator
  readonly reopen: Locator
  readonly ran: Locator
  readonly held: Locator
  readonly #address: string

  constructor(page: Page, { website }: Demo, locale: Locale) {
    const { panel } = siteTexts[locale]
    const texts = bannerTexts[locale]
    const shown = page.getByRole('region', { name: panel.title }).getByRole('listitem')
    this.page = page
    this.texts = texts
    this.first = page.getByRole('region', { name: texts.label, exact: true })
    this.second = page.getByRole('dialog', { name: texts.chooseTitle })
    this.reopen = page.getByRole('button', { name: texts.reopen, exact: true }).and(page.locator('vitrine-banner button'))
    this.ran = shown.filter({ has: page.getByText(panel.ran, { exact: true }) })
    this.held = shown.filter({ has: page.getByText(panel.held, { exact: true }) })
    this.#address = locale === 'en' ? `${website}/` : `${website}/?lang=${locale}`
  }

  async open(): Promise<void> {
    await this.page.goto(this.#address)
  }

  button(layer: Locator, text: 'reject' | 'accept' | 'choose' | 'save'): Locator {
    return layer.getByRole('button', { name: this.texts[text], exact: true })
  }

  /** The switch of a category in the second layer. */
  category(name: string): Locator {
    return this.second.getByRole('switch', { name })
  }

  /** Names of the website's cookies, sorted. */
  async cookies(): Promise<string[]> {
    const cookies = await this.page.context().cookies(this.#address)
    return cookies.map(({ name }) => name).sort()
  }

  /** The device id, with which the banner's own cookie ends. */
  async device(): Promise<string> {
    const cookie = (await this.page.context().cookies(this.#address)).find(({ name }) => name === 'vitrine')
    return cookie?.value.slice(-36) ?? ''
  }
}
