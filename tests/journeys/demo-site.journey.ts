import fs from 'node:fs'
import path from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import { demoAccount } from '../../server/settings.ts'
import { type StaticSite, serveFolder } from '../demo/static-site.ts'
import { Portal } from './portal.ts'
import { expectSound } from './sound.ts'

const folder = path.resolve(import.meta.dirname, '../../dist-demo')

interface Fixtures {
  portal: Portal
}

/** The demo as a static host serves it: no server of ours anywhere. Every test has a browser that must stay silent and at home. */
const test = base.extend<Fixtures, { site: StaticSite }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    async ({}, use) => {
      if (!fs.existsSync(path.join(folder, 'index.html'))) throw new Error('dist-demo/ is missing. Run "npm run demo" first.')
      const site = await serveFolder(folder)
      await use(site)
      await site.close()
    },
    { scope: 'worker' },
  ],
  portal: async ({ page, site }, use) => {
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('request', (request) => {
      if (/^https?:/.test(request.url()) && !request.url().startsWith(site.url)) complaints.push(`asked ${request.url()}`)
    })
    await use(new Portal(page, { portal: site.url.replace(/\/$/, '') }, 'en'))
    expect(complaints).toEqual([])
  },
})

async function signIn(portal: Portal, page: Page): Promise<void> {
  await portal.open('sign-in')
  await portal.button('signIn.fillIn').click()
  await portal.button('signIn.submit').click()
  await page.waitForURL('**/en/me')
  await portal.settled()
}

test('a visitor of the demo signs in, says no, reads the notice, and is still signed in after a reload', async ({ page, portal }) => {
  const { t, main } = portal

  await test.step('the overview counts what the sample systems hold, and says that it is a demo', async () => {
    await signIn(portal, page)
    await expect(main.getByRole('row', { name: /^Message metadata/ })).toContainText('12,000')
    await expect(page.getByText(t('chrome.footer.demo'))).toBeVisible()
    await expectSound(page)
  })

  await test.step('a no reaches every system, though no system is outside this page', async () => {
    await portal.goTo('choices')
    const row = main.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /^Offers/ }) })
    await row.getByRole('switch').uncheck()
    await expect(row).toContainText(/systems confirmed\. The last one on/, { timeout: 30_000 })
  })

  await test.step('the notice in force is drawn by the portal', async () => {
    await portal.goTo('notices')
    await main.getByRole('link', { name: 'Privacy notice' }).first().click()
    await expect(page.locator('#article')).toContainText('Acme Mail')
    await expectSound(page)
  })

  await test.step('a reload finds the same demo again', async () => {
    await portal.open('me/choices')
    await expect(main.getByRole('switch', { name: /^Offers/ })).not.toBeChecked()
  })
})

test('a link from the mailbox of the demo signs in, and a copy is made and saved', async ({ page, portal }) => {
  const { main } = portal

  await test.step('the mail lies in the mailbox of this page', async () => {
    await portal.open('sign-in')
    await page.getByLabel(portal.t('signIn.email'), { exact: true }).fill(demoAccount.email)
    await portal.button('signIn.sendLink').click()
    await expect(portal.heading('signIn.sent')).toBeVisible()
    await page
      .getByRole('link', { name: portal.t('chrome.footer.mailbox') })
      .last()
      .click()
    const link = page.getByRole('link', { name: /#token=/ })
    await link.click()
    await page.waitForURL('**/en/me')
    await portal.settled()
  })

  await test.step('the copy is a file, as from a server', async () => {
    await portal.goTo('copies')
    await portal.button('copies.assemble').click()
    const saved = page.waitForEvent('download', { timeout: 30_000 })
    await main.getByRole('link', { name: portal.t.like('copies.download') }).click({ timeout: 30_000 })
    expect((await saved).suggestedFilename()).toMatch(/^copy-\d{4}-\d{2}-\d{2}\.zip$/)
  })
})

test('a browser without Temporal is told the remedy', async ({ page, portal, site }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'Temporal'))

  await page.goto(`${site.url}en/`)

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(portal.t('demo.cannotRun'))
  await expect(page.getByText(portal.t('demo.needsTemporal'))).toBeVisible()
})
