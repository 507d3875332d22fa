import { expect, type Locator, type Page } from '@playwright/test'
import type { Locale } from '#contract/shared.ts'
import { demoAccount } from '../../server/settings.ts'
import type { Demo } from './running-demo.ts'
import { type Speaker, speaker } from './speaker.ts'

/** The portal as a person meets it: rooms and acts by their names, whatever the width of the window. */
export class Portal {
  readonly page: Page
  readonly t: Speaker
  readonly locale: Locale
  readonly main: Locator
  readonly #base: string

  constructor(page: Page, { portal }: Pick<Demo, 'portal'>, locale: Locale) {
    this.page = page
    this.t = speaker(locale)
    this.locale = locale
    this.main = page.getByRole('main')
    this.#base = portal
  }

  /** Opens an address below the language, as a typed address does. */
  async open(path = ''): Promise<void> {
    await this.page.goto(`${this.#base}/${this.locale}/${path}`)
    await this.settled()
  }

  /** Waits until the window shows an address below the language; what stands in its query does not count. */
  async arriveAt(path = ''): Promise<void> {
    await this.page.waitForURL(({ pathname }) => pathname === `/${this.locale}/${path}`)
    await this.settled()
  }

  /** Goes to a room by its name in the rail, or in the menu where the window is narrow. */
  async goTo(room: string): Promise<void> {
    const name = this.t(`chrome.nav.${room}`)
    if (await this.#isNarrow()) {
      await this.openMenu()
      await this.page
        .getByRole('navigation', { name: this.t('chrome.menu') })
        .getByRole('link', { name, exact: true })
        .click()
    } else {
      await this.page
        .getByRole('navigation', { name: this.t('chrome.privacyCenter') })
        .getByRole('link', { name, exact: true })
        .click()
    }
    await this.settled()
  }

  /** Does something that stands in the account's menu. */
  async act(name: 'lockNow' | 'signOut'): Promise<void> {
    if (await this.#isNarrow()) await this.openMenu()
    else await this.page.getByRole('button', { name: demoAccount.name }).click()
    const head = this.page.getByRole('banner')
    await head
      .getByRole('button', { name: this.t(`chrome.${name}`), exact: true })
      .filter({ visible: true })
      .click()
  }

  async openMenu(): Promise<void> {
    await this.button('chrome.menu').click()
  }

  button(key: string): Locator {
    return this.page.getByRole('button', { name: this.t(key), exact: true })
  }

  link(key: string): Locator {
    return this.page.getByRole('link', { name: this.t(key), exact: true })
  }

  /** A text of the page's content, in any of its forms. */
  text(key: string): Locator {
    return this.main.getByText(this.t.like(key)).filter({ visible: true })
  }

  region(key: string): Locator {
    return this.page.getByRole('region', { name: this.t(key), exact: true })
  }

  heading(key: string): Locator {
    return this.page.getByRole('heading', { name: this.t.like(key) })
  }

  /** Nothing is being read any more. */
  async settled(): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible()
    // A served page can be read before the script takes it over; what is typed until then would be lost.
    await expect(this.page.locator('html:has(script[src^="/assets/"]):not(:has(#app[data-v-app]))')).toHaveCount(0)
    await expect(this.page.locator('[aria-busy="true"]')).toHaveCount(0)
  }

  /** Signs the sample person in on the page of the door, which leads back to where they came from. */
  async signIn(password: string = demoAccount.password, back = 'me'): Promise<void> {
    await this.page.getByLabel(this.t('signIn.email'), { exact: true }).fill(demoAccount.email)
    await this.page.getByLabel(this.t('signIn.password'), { exact: true }).fill(password)
    await this.button('signIn.submit').click()
    await this.arriveAt(back)
  }

  /** Proves again, in the dialog that asks for it, that it is the sample person. */
  async proveAgain(): Promise<void> {
    const dialog = this.page.getByRole('dialog', { name: this.t('stepUp.title') })
    await dialog.getByLabel(this.t('stepUp.password'), { exact: true }).fill(demoAccount.password)
    await dialog.getByRole('button', { name: this.t('stepUp.confirm'), exact: true }).click()
    await expect(dialog).toBeHidden()
  }

  /** The first mail with this subject that was sent after a moment, in the demo's mailbox, in a tab of its own. */
  async mailSince(moment: Date, subject: string | RegExp, withinMs = 20_000): Promise<{ tab: Page; mail: Locator }> {
    const tab = await this.page.context().newPage()
    const mail = tab
      .getByRole('listitem')
      .filter({ has: tab.getByRole('heading', { name: subject, exact: true }) })
      .first()
    await expect(async () => {
      await tab.goto(`${this.#base}/dev/mail`)
      const sent = await mail.locator('time').getAttribute('datetime', { timeout: 500 })
      expect(new Date(sent ?? 0).getTime()).toBeGreaterThanOrEqual(moment.getTime())
    }).toPass({ timeout: withinMs })
    return { tab, mail }
  }

  async #isNarrow(): Promise<boolean> {
    await expect(this.page.getByRole('banner')).toBeVisible()
    return this.button('chrome.menu').isVisible()
  }
}

/** The number in a text, whatever separates its thousands. */
export function numberIn(text: string | null): number {
  return Number((text ?? '').replaceAll(/\D/g, ''))
}

/** The numbers in several texts. */
export async function numbersIn(texts: Locator): Promise<number[]> {
  return (await texts.allTextContents()).map(numberIn)
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
