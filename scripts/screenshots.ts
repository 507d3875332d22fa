import fs from 'node:fs'
import path from 'node:path'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import type { Locale } from '#contract/shared.ts'
import { demoAccount } from '../server/settings.ts'
import { Portal } from '../tests/journeys/portal.ts'
import { type RunningDemo, startDemo } from '../tests/journeys/running-demo.ts'
import { Website } from '../tests/journeys/website.ts'
import { findChromium } from './find-chromium.ts'
import { root } from './run.ts'

/** Takes every page of the demo at two widths, light and dark, into screenshots/<page>.<locale>.<width>.<scheme>.png. */
const FIRST_PORT = 4900
const schemes = ['light', 'dark'] as const
const widths = [1280, 390] as const
const sets: { locale: Locale; widths: readonly number[]; schemes: readonly (typeof schemes)[number][] }[] = [
  { locale: 'en', widths, schemes },
  { locale: 'de', widths, schemes: ['light'] },
  { locale: 'ar', widths, schemes: ['light'] },
]
const publicPages = {
  home: '',
  'sign-in': 'sign-in',
  notices: 'notices',
  notice: 'notices/privacy',
  versions: 'notices/privacy/versions',
  compare: 'notices/privacy/compare/2025-03-01..2026-03-01',
  'device-choices': 'choices',
  verify: 'verify',
  'status-unknown': 'status/unknown',
  'not-found': 'nowhere',
}
const ownPages = {
  overview: 'me',
  data: 'me/data',
  category: 'me/data/message-metadata',
  choices: 'me/choices',
  copies: 'me/copies',
  delete: 'me/delete',
  security: 'me/security',
}
const folder = path.join(root, 'screenshots')
const began = performance.now()
let taken = 0

fs.rmSync(folder, { recursive: true, force: true })
fs.mkdirSync(folder)
const executablePath = findChromium()
const demo = await startDemo(FIRST_PORT)
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox', '--disable-gpu'] })
try {
  for (const { locale, widths: wanted, schemes: shown } of sets) {
    const context = await browser.newContext({ locale, reducedMotion: 'reduce' })
    for (const width of wanted) await takeAll(await pageOf(context, width), locale, width, shown)
    await context.close()
  }
} finally {
  await browser.close()
  await demo.stop()
}
console.log(
  `${taken} screenshots in ${((performance.now() - began) / 1000).toFixed(0)} s: ${path.relative(process.cwd(), folder) || '.'}${path.sep}`,
)

async function pageOf(context: BrowserContext, width: number): Promise<Page> {
  const page = await context.newPage()
  await page.setViewportSize({ width, height: width > 600 ? 900 : 844 })
  return page
}

async function takeAll(page: Page, locale: Locale, width: number, shown: readonly ('light' | 'dark')[]): Promise<void> {
  const portal = new Portal(page, demo, locale)
  const take = (name: string, whole = true) => shoot(page, `${name}.${locale}.${width}`, shown, whole)
  for (const [name, address] of Object.entries(publicPages)) {
    await portal.open(address)
    await take(name)
  }
  await takeWebsite(page, demo, locale, take)
  await portal.open('sign-in')
  await portal.signIn()
  for (const [name, address] of Object.entries(ownPages)) {
    await portal.open(address)
    await take(name)
  }
  await portal.act('lockNow')
  await portal.heading('lock.title').waitFor()
  await take('locked', false)
  await page.getByLabel(portal.t('lock.password'), { exact: true }).fill(demoAccount.password)
  await portal.button('lock.unlock').click()
  await portal.act('signOut')
  await portal.arriveAt()
  await page.close()
}

async function takeWebsite(
  page: Page,
  { website }: RunningDemo,
  locale: Locale,
  take: (name: string, whole: boolean) => Promise<void>,
): Promise<void> {
  await page.context().clearCookies({ domain: new URL(website).hostname })
  const site = new Website(page, demo, locale)
  await site.open()
  await site.first.waitFor()
  await take('website-first', false)
  await site.button(site.first, 'choose').click()
  await take('website-second', false)
  await site.button(site.second, 'reject').click()
  await site.reopen.waitFor()
  await take('website-answered', false)
}

async function shoot(page: Page, name: string, shown: readonly ('light' | 'dark')[], fullPage: boolean): Promise<void> {
  for (const colorScheme of shown) {
    await page.emulateMedia({ colorScheme })
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: path.join(folder, `${name}.${colorScheme}.png`), fullPage, animations: 'disabled' })
    taken += 1
  }
  await page.emulateMedia({ colorScheme: 'light' })
}
