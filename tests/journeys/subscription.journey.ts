import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Locator, Page } from '@playwright/test'
import { addDays } from '#domain/calendar.ts'
import { test as base, type Demo, expect, expectSound } from './demo.ts'
import { Portal } from './portal.ts'
import { startDemo } from './running-demo.ts'

const FIRST_PORT = 4650
const PORTS_PER_WORKER = 100
const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '../..')

/** Publishing changes what every page shows, so these readers have a privacy center of their own. */
const test = base.extend<Record<never, never>, { demo: Demo }>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    async ({}, use, { parallelIndex }) => {
      const demo = await startDemo(FIRST_PORT + parallelIndex * PORTS_PER_WORKER)
      await use(demo)
      await demo.stop()
    },
    { scope: 'worker', timeout: 240_000 },
  ],
})

test('a reader hears of a new version by mail, and of none after one click', async ({ page, demo, browser }) => {
  const portal = new Portal(page, demo, 'de')
  const began = new Date()
  const name = 'DSGVO-Leitfaden'
  let confirm = ''
  let stop = ''

  await test.step('she asks on the notice, in German', async () => {
    await portal.open('notices/gdpr')
    const form = portal.region('notices.mails.title')
    await form.getByLabel(portal.t('notices.mails.email'), { exact: true }).fill('leserin@mail.example')
    await form.getByRole('button', { name: portal.t('notices.mails.ask'), exact: true }).click()
    await expect(form.getByRole('status')).toContainText(portal.t('notices.mails.asked'))
    await expectSound(page)
  })

  await test.step('another reader asks in English, without script', async () => {
    const silent = await browser.newContext({ javaScriptEnabled: false })
    const plain = await silent.newPage()
    const english = new Portal(plain, demo, 'en')
    await plain.goto(`${demo.portal}/en/notices/gdpr`)
    await plain.getByLabel(english.t('notices.mails.email'), { exact: true }).fill('reader@mail.example')
    await english.button('notices.mails.ask').click()
    await expect(english.heading('notices.mails.askedTitle')).toBeVisible()
    await plain.goto(await linkIn(await mailTo(plain, demo, 'reader@mail.example', 'Please confirm')))
    await english.button('subscription.confirm').click()
    await expect(english.heading('subscription.standingTitle')).toBeVisible()
    await silent.close()
  })

  await test.step('the link in her mailbox shows a page, and only its button confirms', async () => {
    const tab = await page.context().newPage()
    confirm = await linkIn(await mailTo(tab, demo, 'leserin@mail.example', 'Bitte bestätigen'))
    await tab.goto(confirm)
    await expect(tab.locator('html')).toHaveAttribute('lang', 'de')
    await expectSound(tab)
    await tab.getByRole('button', { name: portal.t('subscription.confirm'), exact: true }).click()
    await expect(tab.getByRole('heading', { level: 1, name: portal.t('subscription.standingTitle') })).toBeVisible()
    await expectSound(tab)
    await tab.close()
  })

  await test.step('a version is published, and the mail arrives with its headers', async () => {
    await publish(demo, addDays(began.toISOString().slice(0, 10), 40))
    const tab = await page.context().newPage()
    const mail = await mailTo(tab, demo, 'leserin@mail.example', `Eine neue Fassung: ${name}`)
    await mail.locator('summary').click()
    const link = await linkIn(mail)
    stop = (await mail.getByText(/^<http.*\/s\//).innerText()).slice(1, -1)
    await expect(mail.getByText('List-Unsubscribe=One-Click', { exact: true })).toBeVisible()
    expect(stop).toBe(confirm)
    await tab.goto(link)
    await expect(tab).toHaveURL(/\/de\/notices\/gdpr\/compare\//)
    await tab.close()
  })

  await test.step('one click of her mail program stops the mails; the other reader still hears', async () => {
    const answer = await fetch(stop, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })
    expect(answer.status).toBe(200)
    await publish(demo, addDays(began.toISOString().slice(0, 10), 50))
    const tab = await page.context().newPage()
    await expect(async () => expect(await mailsTo(tab, demo, 'reader@mail.example', 'A new version: GDPR guide')).toHaveCount(2)).toPass({
      timeout: 30_000,
    })
    await expect(await mailsTo(tab, demo, 'leserin@mail.example', `Eine neue Fassung: ${name}`)).toHaveCount(1)
    await tab.close()
    expect((await fetch(stop)).status).toBe(404)
  })
})

/** Publishes the sample's newest version of the guide with one sentence more, on another day, as an operator does. */
async function publish({ portal }: Demo, effectiveOn: string): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vitrine-notices-'))
  const version = path.join(folder, 'gdpr', effectiveOn)
  fs.cpSync(path.join(root, 'content/notices/gdpr/2026-05-01'), version, { recursive: true })
  const file = path.join(version, 'notice.yaml')
  const about = fs.readFileSync(file, 'utf8').replace(/^effectiveOn: .*$/m, `effectiveOn: ${effectiveOn}`)
  fs.writeFileSync(file, about)
  fs.appendFileSync(path.join(version, 'en.md'), `\n\nThis sentence is new on ${effectiveOn}.\n`)
  await run(process.execPath, ['server/cli.ts', 'notices', 'publish', version, '--server', portal], { cwd: root })
  fs.rmSync(folder, { recursive: true, force: true })
}

async function mailsTo(tab: Page, { portal }: Demo, address: string, subject: string): Promise<Locator> {
  await tab.goto(`${portal}/dev/mail`)
  return tab
    .getByRole('listitem')
    .filter({ hasText: address })
    .filter({ has: tab.getByRole('heading', { name: subject }) })
}

async function mailTo(tab: Page, demo: Demo, address: string, subject: string): Promise<Locator> {
  await expect(async () => {
    await expect((await mailsTo(tab, demo, address, subject)).first()).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 30_000 })
  return (await mailsTo(tab, demo, address, subject)).first()
}

/** The first link of a mail. */
async function linkIn(mail: Locator): Promise<string> {
  return (await mail.locator('.mail-text').getByRole('link').first().getAttribute('href')) ?? ''
}
