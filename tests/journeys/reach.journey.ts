import type { Locator, Page } from '@playwright/test'
import { demoAccount } from '../../server/settings.ts'
import { expect, expectAccessible, expectNoSidewaysScrolling, signIn, test } from './demo.ts'
import { Portal } from './portal.ts'
import { ageProofs } from './running-demo.ts'
import { Website } from './website.ts'

const publicPages = ['', 'sign-in', 'choices', 'notices', 'notices/privacy', 'notices/privacy/versions', 'nowhere']
const ownPages = ['me', 'me/data', 'me/data/message-metadata', 'me/choices', 'me/copies', 'me/security', 'me/delete']

test.describe('at 320 pixels, which is 1280 at four times the size', () => {
  test.use({ viewport: { width: 320, height: 640 } })

  for (const locale of ['en', 'de', 'ar'] as const) {
    test(`no page scrolls sideways, in ${locale}`, async ({ page, demo, complaints }) => {
      const portal = new Portal(page, demo, locale)
      complaints.expected.add(`404 /${locale}/nowhere`)
      const site = new Website(page, demo, locale)

      for (const path of publicPages) await expectFits(portal, path)
      await portal.open('notices/privacy/compare/2025-03-01..2026-03-01')
      await expectNoSidewaysScrolling(page)
      await site.open()
      await expect(site.first).toBeVisible()
      await expectNoSidewaysScrolling(page)
      await site.button(site.first, 'choose').click()
      await expectNoSidewaysScrolling(page)
      await signIn(page, demo, locale)
      for (const path of ownPages) await expectFits(portal, path)
      await portal.openMenu()
      await expectNoSidewaysScrolling(page)
    })
  }
})

test('by keyboard alone a person skips to the content, signs in and changes a choice', async ({ page, demo }) => {
  const portal = new Portal(page, demo, 'en')
  const { t, main } = portal
  await portal.open('sign-in?next=/en/me/choices')

  await page.keyboard.press('Tab')
  await expect(portal.link('chrome.skip')).toBeFocused()
  await expect(portal.link('chrome.skip')).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(main).toBeFocused()

  await tabTo(main.getByLabel(t('signIn.email'), { exact: true }))
  await page.keyboard.type(demoAccount.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(demoAccount.password)
  await page.keyboard.press('Enter')
  await portal.arriveAt('me/choices')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()

  const choice = main.getByRole('switch', { name: 'Usage insights Analytics' })
  await expect(choice).toBeVisible()
  const before = await choice.isChecked()
  await tabTo(choice)
  expect(await outlineOf(page)).not.toBe('none')
  await page.keyboard.press('Space')
  await expect(choice).toBeChecked({ checked: !before })
  await expect(choice).toBeFocused()
  await page.keyboard.press('Space')
  await expect(choice).toBeChecked({ checked: before })
})

test('by keyboard a dialog keeps the focus, and Escape gives up without doing anything', async ({ page, demo, complaints }) => {
  const portal = new Portal(page, demo, 'en')
  complaints.expected.add('403 /api/me/exports')
  await signIn(page, demo, 'en')
  await portal.open('me/copies')
  await ageProofs(demo)
  await portal.button('copies.assemble').focus()

  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: portal.t('stepUp.title') })
  await expect(dialog.getByLabel(portal.t('stepUp.password'), { exact: true })).toBeFocused()
  await page.keyboard.press('Escape')

  await expect(dialog).toBeHidden()
  await expect(portal.button('copies.assemble')).toBeFocused()
})

test('with reduced motion nothing moves', async ({ page, demo }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await signIn(page, demo, 'en')
  const portal = new Portal(page, demo, 'en')

  for (const path of ['', 'me', 'me/choices', 'me/copies']) {
    await portal.open(path)
    expect(await page.evaluate(movingThings), path).toEqual([])
  }
})

test('after 15 minutes without an action the page is locked and empty', async ({ page, demo }) => {
  await page.clock.install()
  await signIn(page, demo, 'en')
  const portal = new Portal(page, demo, 'en')
  await portal.open('me/data')

  await page.clock.fastForward('14:00')
  await expect(portal.heading('data.headline')).toBeVisible()
  await page.clock.fastForward('01:10')

  await expect(portal.heading('lock.title')).toBeVisible()
  await expect(portal.main).toHaveCount(0)
})

test('an unknown address says so and leads on', async ({ page, demo, complaints }) => {
  complaints.expected.add('404 /en/nowhere/at/all')
  const portal = new Portal(page, demo, 'en')

  await portal.open('nowhere/at/all')

  await expect(portal.heading('notFound.headline')).toBeVisible()
  await expectAccessible(page)
})

async function expectFits(portal: Portal, path: string): Promise<void> {
  await portal.open(path)
  await expectNoSidewaysScrolling(portal.page)
}

async function tabTo(wanted: Locator): Promise<void> {
  const isFocused = () => wanted.evaluate((node) => node === document.activeElement)
  for (let step = 0; step < 40 && !(await isFocused()); step += 1) await wanted.page().keyboard.press('Tab')
  await expect(wanted).toBeFocused()
}

function outlineOf(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)
}

/** Elements with a transition or an animation that takes time. */
function movingThings(): string[] {
  const takesTime = (times: string) => times.split(',').some((time) => Number.parseFloat(time) > 0.01)
  return [...document.querySelectorAll('*')]
    .filter((node) => {
      const { transitionDuration, animationName, animationDuration } = getComputedStyle(node)
      return takesTime(transitionDuration) || (animationName !== 'none' && takesTime(animationDuration))
    })
    .map(({ tagName, className }) => `${tagName}.${className}`)
}
