import type { Request } from '@playwright/test'
import type { DeviceChoices } from '#contract/choices.ts'
import { type Demo, expect, expectSound, test } from './demo.ts'
import { Portal } from './portal.ts'
import { tagCookies, Website } from './website.ts'

test('before a choice nothing is stored and nobody else is asked', async ({ page, demo, context }) => {
  const asked: string[] = []
  context.on('request', (request: Request) => asked.push(new URL(request.url()).pathname))
  const site = new Website(page, demo, 'en')

  await site.open()
  await expect(site.first).toBeVisible()

  expect(await context.cookies()).toEqual([])
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0)
  expect(asked.sort()).toEqual(['/', '/consent.js', '/icon.svg', '/panel.js', '/site.css'].filter((path) => asked.includes(path)))
  await expect(site.held).toHaveCount(10)
  await expectSound(page)
})

test('no is as large, as near and as plain as yes', async ({ page, demo }) => {
  const site = new Website(page, demo, 'en')
  await site.open()
  const reject = site.button(site.first, 'reject')
  const accept = site.button(site.first, 'accept')
  const look = 'color background-color border-color font-size font-weight'.split(' ')

  const [no, yes] = [await reject.boundingBox(), await accept.boundingBox()]
  const looks = await Promise.all(
    [reject, accept].map((button) =>
      button.evaluate((node, names) => names.map((name) => getComputedStyle(node).getPropertyValue(name)), look),
    ),
  )

  expect(no?.height).toBe(yes?.height)
  expect(Math.abs((no?.width ?? 0) - (yes?.width ?? 0))).toBeLessThan(1)
  expect(looks[0]).toEqual(looks[1])
})

test('a visitor refuses, changes their mind, withdraws, and each answer takes effect at once', async ({ page, demo }) => {
  const site = new Website(page, demo, 'en')
  await site.open()

  await test.step('a refusal holds all ten scripts, and outlives a reload', async () => {
    await site.button(site.first, 'reject').click()
    await expect(site.first).toBeHidden()
    await expect(site.held).toHaveCount(10)
    expect(await site.cookies()).toEqual(['vitrine'])
    await expectProof(demo, await site.device(), { preferences: 'denied', statistics: 'denied', advertising: 'denied' })
    await page.reload()
    await expect(site.reopen).toBeVisible()
    await expect(site.first).toBeHidden()
    await expect(site.held).toHaveCount(10)
  })

  await test.step('the choice is reopened, and accepting lets all ten run', async () => {
    await site.reopen.click()
    await expect(site.second).toBeVisible()
    await expectSound(page)
    await site.button(site.second, 'accept').click()
    await expect(site.ran).toHaveCount(10)
    expect(await site.cookies()).toEqual([...tagCookies, 'vitrine'].sort())
    await expectProof(demo, await site.device(), { preferences: 'granted', statistics: 'granted', advertising: 'granted' })
  })

  await test.step('withdrawing removes their cookies at once; after a reload none runs', async () => {
    await site.reopen.click()
    await site.button(site.second, 'reject').click()
    await expect.poll(() => site.cookies()).toEqual(['vitrine'])
    await expectProof(demo, await site.device(), { preferences: 'denied', statistics: 'denied', advertising: 'denied' })
    await expect(page.getByText(site.texts.stillRunning)).toBeVisible()
    await expectSound(page)
    await page.getByRole('button', { name: site.texts.reload, exact: true }).click()
    await expect(site.held).toHaveCount(10)
    expect(await site.cookies()).toEqual(['vitrine'])
  })

  await test.step('the portal shows the answers of this device, and its address keeps no trace of it', async () => {
    const portal = new Portal(page, demo, 'en')
    const device = await site.device()
    await site.reopen.click()
    await site.second.getByRole('link', { name: site.texts.portal }).click()
    await portal.arriveAt('choices')
    await expect(page.getByText(portal.t.like('deviceChoices.denied'))).toHaveCount(3)
    expect(page.url()).not.toContain(device)
    await expectSound(page)
  })
})

test('the second layer is used by keyboard alone: nothing is pre-ticked, one category is allowed, Escape decides nothing', async ({
  page,
  demo,
}) => {
  const site = new Website(page, demo, 'en')
  await site.open()

  await site.button(site.first, 'choose').focus()
  await page.keyboard.press('Enter')
  await expect(site.second.getByRole('heading', { name: site.texts.chooseTitle })).toBeFocused()
  await expect(site.second.getByRole('switch', { checked: true })).toHaveCount(1)
  await expectSound(page)
  await page.keyboard.press('Escape')
  await expect(site.second).toBeHidden()
  await expect(site.button(site.first, 'choose')).toBeFocused()
  expect(await site.cookies()).toEqual([])

  await page.keyboard.press('Enter')
  await tabTo(site, 'Statistics')
  await page.keyboard.press('Space')
  await expect(site.category('Statistics')).toBeChecked()
  await site.button(site.second, 'save').focus()
  await page.keyboard.press('Enter')

  await expect(site.second).toBeHidden()
  await expect(site.ran).toHaveCount(4)
  await expect(site.reopen).toBeFocused()
  await expectProof(demo, await site.device(), { preferences: 'denied', statistics: 'granted', advertising: 'denied' })
})

for (const { locale, direction } of [
  { locale: 'de', direction: 'ltr' },
  { locale: 'ar', direction: 'rtl' },
] as const) {
  test(`the banner speaks ${locale}, ${direction}, in both layers and in the portal`, async ({ page, demo }) => {
    const site = new Website(page, demo, locale)
    const portal = new Portal(page, demo, locale)
    await site.open()

    await expect(site.first.getByRole('heading', { name: site.texts.title })).toBeVisible()
    expect(await site.first.evaluate((node) => getComputedStyle(node).direction)).toBe(direction)
    await expectSound(page)
    await site.button(site.first, 'choose').click()
    await expectSound(page)
    await site.button(site.second, 'reject').click()
    await expect(site.held).toHaveCount(10)
    await expectProof(demo, await site.device(), { preferences: 'denied', statistics: 'denied', advertising: 'denied' })
    await site.reopen.click()
    await site.second.getByRole('link', { name: site.texts.portal }).click()
    await portal.arriveAt('choices')
    await expect(page.locator('html')).toHaveAttribute('dir', direction)
    await expect(page.getByText(portal.t.like('deviceChoices.denied'))).toHaveCount(3)
    await expectSound(page)
  })
}

/** The proof has reached the API, which now answers what was decided on this device. */
async function expectProof({ portal }: Demo, device: string, decided: Record<string, 'granted' | 'denied'>): Promise<void> {
  await expect(async () => {
    const answer = await fetch(`${portal}/api/devices/choices`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: portal },
      body: JSON.stringify({ device }),
    })
    const { decisions } = (await answer.json()) as DeviceChoices
    expect(Object.fromEntries(decisions.map(({ category, state }) => [category, state]))).toEqual(decided)
  }).toPass({ timeout: 10_000 })
}

async function tabTo(site: Website, category: string): Promise<void> {
  const focused = () => site.category(category).evaluate((node) => (node.getRootNode() as ShadowRoot).activeElement === node)
  for (let step = 0; step < 20 && !(await focused()); step += 1) await site.page.keyboard.press('Tab')
  expect(await focused()).toBe(true)
}
