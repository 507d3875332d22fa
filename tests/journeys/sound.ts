import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** WCAG 2.2 AA and best practice. Dark differs from light in its colours only, and colours do not depend on the language. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await expectNoViolations(page, 'light', { type: 'tag', values: RULES })
  if ((await page.locator('html').getAttribute('lang')) !== 'en') return
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await expectNoViolations(page, 'dark', { type: 'rule', values: ['color-contrast'] })
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
}

async function expectNoViolations(page: Page, scheme: string, runOnly: { type: 'tag' | 'rule'; values: string[] }): Promise<void> {
  // Legacy mode asks in the page itself; the other one opens a second page for every question.
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'], runOnly })
  const { violations } = await builder.analyze()
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${scheme}: ${id} ${target.join(' ')}`))
  expect.soft(found, `accessible: ${page.url()}`).toEqual([])
}

/** Nothing sticks out: a page never scrolls sideways. */
export async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const tooWide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const out = (node: Element) => node.getBoundingClientRect().right > clientWidth + 1 || node.getBoundingClientRect().left < -1
    return [...document.querySelectorAll('body *')].filter(out).map(({ tagName, className }) => `${tagName}.${className}`)
  })
  expect.soft(tooWide, `scrolls sideways: ${page.url()}`).toEqual([])
}

export async function expectSound(page: Page): Promise<void> {
  await expectNoSidewaysScrolling(page)
  await expectAccessible(page)
}
