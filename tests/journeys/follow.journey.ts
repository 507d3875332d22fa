import type { Browser, Page } from '@playwright/test'
import { demoAccount } from '../../server/settings.ts'
import { type Demo, expect, test } from './demo.ts'
import { Portal } from './portal.ts'
import { Website } from './website.ts'

test.use({ usedBy: 'follow.journey' })

/** A browser whose owner accepts everything on the website and then lets it follow the account. */
async function joinedBrowser(page: Page, demo: Demo): Promise<Website> {
  const site = new Website(page, demo, 'en')
  const portal = new Portal(page, demo, 'en')
  await site.open()
  await site.button(site.first, 'accept').click()
  await expect(site.ran).toHaveCount(10)
  await site.reopen.click()
  await site.second.getByRole('link', { name: site.texts.portal }).click()
  await portal.arriveAt('choices')
  await portal.link('deviceChoices.joinSignIn').click()
  await portal.arriveAt('sign-in')
  await page.getByLabel(portal.t('signIn.email'), { exact: true }).fill(demoAccount.email)
  await page.getByLabel(portal.t('signIn.password'), { exact: true }).fill(demoAccount.password)
  await portal.button('signIn.submit').click()
  await portal.arriveAt('me/choices')
  return site
}

test('two browsers follow one account: what is refused or withdrawn elsewhere does not run once more', async ({ page, demo, browser }) => {
  const laptop = await joinedBrowser(page, demo)
  const phone = await joinedBrowser(await otherBrowser(browser), demo)

  await test.step('a no in one banner holds everything in the other browser from its next page on', async () => {
    await phone.open()
    await phone.reopen.click()
    await phone.button(phone.second, 'reject').click()
    await expect.poll(() => phone.cookies()).toEqual(['vitrine'])
    await toPass(async () => {
      await laptop.open()
      await expect.poll(() => laptop.cookies(), { timeout: 3000 }).toEqual(['vitrine'])
    })
    await expect(laptop.held).toHaveCount(10)
  })

  await test.step('a yes in one follows to the other, which was asked the same', async () => {
    await phone.open()
    await phone.reopen.click()
    await phone.button(phone.second, 'accept').click()
    await expect(phone.ran).toHaveCount(10)
    await toPass(async () => {
      await laptop.open()
      await expect(laptop.ran).toHaveCount(10, { timeout: 3000 })
    })
  })

  await test.step('withdrawing everything in the account holds all of it, in both', async () => {
    const portal = new Portal(laptop.page, demo, 'en')
    await portal.open('me/choices')
    await portal.button('choices.withdrawAll').click()
    await expect(portal.text('choices.allOff')).toBeVisible()
    for (const site of [laptop, phone]) {
      const ran: string[] = []
      site.page.on('request', (request) => ran.push(...(request.url().match(/(?<=\/tags\/)[\w-]+/g) ?? [])))
      await site.open()
      await expect.poll(() => site.cookies()).toEqual(['vitrine'])
      await expect(site.held).toHaveCount(10)
      expect(ran).toEqual([])
    }
  })
})

/** A proof is sent when the page has time; what it says stands in the account a moment later. */
function toPass(looks: () => Promise<void>): Promise<void> {
  return expect(looks).toPass({ timeout: 20_000 })
}

async function otherBrowser(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage()
}
