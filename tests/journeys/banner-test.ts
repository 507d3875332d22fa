import { test as base, type ConsoleMessage, expect, type Page } from '@playwright/test'
import { type BannerSite, type HostPage, openBannerSite, strictPolicy, waiting } from './banner-site.ts'

const tags = [
  waiting('plain-count', 'statistics'),
  waiting('heat-sketch', 'statistics'),
  waiting('adriane', 'advertising'),
  waiting('help-chat', 'preferences'),
].join('')
const hostile = `<style nonce="{nonce}">vitrine-banner, vitrine-banner *, html > * { display: none !important; opacity: 0 !important; visibility: hidden !important; transform: scale(0) !important; pointer-events: none !important }
html > body, html > head { display: block !important; opacity: 1 !important; visibility: visible !important; transform: none !important; pointer-events: auto !important }
* { font-size: 3px !important; color: red !important; letter-spacing: 9px !important; line-height: 0 !important; } *::before { content: "x" !important }</style>`
const polluted = `<script nonce="{nonce}">Array.prototype.toJSON = function () { return 'spoilt' }; Object.prototype.toJSON = function () { return 'spoilt' }
for (const name of ['language', 'answer', 'nonce', 'src', 'bits', 'flags', 'hidden', 'class', 'mode2']) Object.prototype[name] = 'polluted'
Array.prototype.extra = function () { return 1 }</script>`
const clobbered = [
  'cookie',
  'createElement',
  'querySelectorAll',
  'documentElement',
  'currentScript',
  'head',
  'body',
  'dispatchEvent',
  'vitrine',
  'trustedTypes2',
]
  .map((name) => `<img name="${name}" id="${name}" alt=""><form name="${name}" id="${name}"></form>`)
  .join('')
const embed = `<iframe title="Map" width="320" height="200" data-consent="statistics" data-service="fork-and-field" data-src="/frame"></iframe>`
const template = `<template data-consent="preferences"><p id="unfolded">From the template</p><script nonce="{nonce}" src="/ran.js?id=template"></script></template>`

const pages: Record<string, HostPage> = {
  '/strict': { policy: strictPolicy, body: tags },
  '/inline': { policy: strictPolicy, body: tags, inline: 'whole' },
  '/stub': { policy: strictPolicy, body: tags, inline: 'stub' },
  '/de': { lang: 'de', policy: strictPolicy },
  '/ar': { lang: 'ar', dir: 'rtl', policy: strictPolicy },
  '/hostile': { head: hostile, body: tags },
  '/polluted': { head: polluted, body: tags },
  '/clobbered': { body: clobbered + tags },
  '/embed': { policy: strictPolicy, body: embed + template },
  '/google': { body: tags, inline: 'whole', query: '&with=google,microsoft' },
  '/guard': { inline: 'whole', query: '&with=guard' },
}

export const test = base.extend<{ faults: string[] }, { site: BannerSite }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const site = await openBannerSite(pages)
      await use(site)
      await site.close()
    },
    { scope: 'worker' },
  ],
  faults: [
    async ({ page, site }, use) => {
      const faults: string[] = []
      site.proofs.length = 0
      site.answers.status = 201
      site.answers.standing = { joined: false, decisions: [] }
      page.on('console', (message: ConsoleMessage) => {
        if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text())
      })
      page.on('pageerror', (error) => faults.push(String(error)))
      await use(faults)
      expect(faults).toEqual([])
    },
    { auto: true },
  ],
})

export const question = (page: Page) => page.locator('vitrine-banner section')
export const press = (page: Page, name: string) => page.locator('vitrine-banner').getByRole('button', { name }).click()
export const ran = (page: Page) => page.evaluate(() => ((window as { ran?: string[] }).ran ?? []).toSorted())
export const cookies = async (page: Page) => (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`)
export const signalled = (page: Page) =>
  page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true }))

export { expect }
