import fs from 'node:fs'
import type { Download } from '@playwright/test'
import type { Locale } from '#contract/shared.ts'
import { demoAccount } from '../../server/settings.ts'
import { isSignedBy, manifestIn, readZip, sha256, tampered } from './archive.ts'
import { type Demo, expect, expectSound, test } from './demo.ts'
import { numberIn, numbersIn, Portal, sum } from './portal.ts'
import { ageProofs, heldByMailPlatform } from './running-demo.ts'

/** What each language's story decides about, and the mails it gets: they are in the language in which the account is used. */
const stories = [
  {
    locale: 'en',
    category: 'Message metadata',
    invoices: 'Billing',
    purpose: 'Product news E-mail',
    list: 'product-news',
    linkMail: 'Your sign-in link',
    deletionMail: 'Your deletion is planned',
  },
  {
    locale: 'de',
    category: 'Nachrichten-Metadaten',
    invoices: 'Abrechnung',
    purpose: 'Angebote E-Mail',
    list: 'offers',
    linkMail: 'Ihr Anmeldelink',
    deletionMail: 'Ihre Löschung ist geplant',
  },
] as const satisfies { locale: Locale; [name: string]: string }[]

// It begins with the answers and records of a fresh center. The longest journeys do not wait for each other.
test.use({ usedBy: 'story' })
test.describe.configure({ mode: 'parallel' })

for (const { locale, category, invoices, purpose, list, linkMail, deletionMail } of stories) {
  test(`an account holder sees, decides, takes a copy and changes their mind about leaving, in ${locale}`, async ({
    page,
    demo,
    complaints,
  }) => {
    const portal = new Portal(page, demo, locale)
    const { t, main } = portal
    test.setTimeout(600_000)

    await test.step('from home to the door', async () => {
      await portal.open()
      await expectSound(page)
      await main.getByRole('link', { name: t('home.look'), exact: true }).click()
      await portal.arriveAt('sign-in')
      await expectSound(page)
    })

    await test.step('a wrong password is refused and says what to do', async () => {
      complaints.expected.add('401 /api/session')
      await page.getByLabel(t('signIn.email'), { exact: true }).fill(demoAccount.email)
      await page.getByLabel(t('signIn.password'), { exact: true }).fill('not the right password')
      await portal.button('signIn.submit').click()
      await expect(page.getByRole('alert')).toHaveText(t('signIn.wrong'))
      await expectSound(page)
    })

    await test.step('a link from the mailbox signs in, once', async () => {
      const asked = new Date()
      await portal.button('signIn.sendLink').click()
      await expect(portal.heading('signIn.sent')).toBeVisible()
      await expectSound(page)
      const { tab, mail } = await portal.mailSince(asked, linkMail)
      await expectSound(tab)
      const link = (await mail.getByRole('link').getAttribute('href')) ?? ''
      await tab.close()
      await page.goto(link)
      await portal.arriveAt('me')
      expect(page.url()).not.toContain('token')
    })

    await test.step('the overview counts what the systems really hold, in chart, legend and table alike', async () => {
      const held = portal.region('overview.held')
      const table = held.getByRole('table', { name: t('overview.table') })
      const [total] = await numbersIn(held.getByText(t.like('overview.ofRecords')))
      const inTable = await numbersIn(table.locator(`[data-label="${t('overview.columns.records')}"]`))
      const inLegend = await numbersIn(held.locator('.legend b'))
      const chart = (await held.getByRole('img').first().getAttribute('aria-label')) ?? ''
      const metadata = table.getByRole('row').filter({ has: page.getByRole('link', { name: category, exact: true }) })
      const counted = await metadata.locator(`[data-label="${t('overview.columns.records')}"]`).textContent()

      expect(sum(inTable)).toBe(total)
      expect(sum(inLegend)).toBe(total)
      for (const text of await held.locator('.legend b').allTextContents()) expect(chart).toContain(text)
      expect(numberIn(counted)).toBe(heldByMailPlatform(demo, 'message_events', demoAccount.email))
      await expectSound(page)
    })

    await test.step('the records of a category: each with its end, searched, page by page', async () => {
      await portal.goTo('data')
      await expectSound(page)
      await main.getByRole('link', { name: category, exact: true }).click()
      await expect(page.getByRole('heading', { level: 1, name: category })).toBeVisible()
      await portal.settled()
      await expect(portal.text('data.inDays').first()).toBeVisible()
      await expectSound(page)
      const titles = main.getByRole('table').getByRole('rowheader')
      const firstPage = await titles.allTextContents()
      expect(firstPage).toHaveLength(50)
      await portal.button('states.next').click()
      await expect(portal.text('data.range')).toContainText(/\b51\b/)
      await expect.poll(() => titles.allTextContents()).not.toEqual(firstPage)
      const [wanted] = firstPage
      await page.getByLabel(t('data.search'), { exact: true }).fill(wanted ?? '')
      await expect(portal.text('data.rangeFound')).toBeVisible()
      await expect(titles.first()).toContainText(wanted ?? '')
      await page.getByLabel(t('data.search'), { exact: true }).fill('no record says this')
      await expect(portal.text('data.noMatch')).toBeVisible()
      await expectSound(page)
    })

    await test.step('a no to marketing is on its way to every system', async () => {
      await portal.goTo('choices')
      await expectSound(page)
      const row = main.getByRole('listitem').filter({ has: page.getByRole('switch', { name: purpose }) })
      await row.getByRole('switch').click()
      await expect(row.getByRole('switch')).not.toBeChecked()
      await expect(row.getByText(t.like('charts.confirmedOf'))).toBeVisible()
      await expect(row.getByText(t.like('words.obligation.by')).first()).toBeVisible()
      await expectSound(page)
      await expect(row.getByText(t.like('choices.honoured'))).toBeVisible({ timeout: 150_000 })
      expect(await listed(demo, 'newsletter', demoAccount.email)).not.toContain(list)
    })

    await test.step('its receipt verifies offline, and a changed one does not', async () => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        portal
          .region('choices.receipts')
          .getByRole('button', { name: t.like('choices.receiptOf') })
          .first()
          .click(),
      ])
      const receipt = (await contentOf(download)).toString('utf8')
      const key = await publishedKey(demo)
      expect(receipt).toContain(list)
      expect(await isSignedBy(key, receipt)).toBe(true)
      expect(await isSignedBy(key, tampered(receipt))).toBe(false)
    })

    await test.step('withdrawing all takes one click', async () => {
      await portal.button('choices.withdrawAll').click()
      await expect(portal.text('choices.allOff')).toBeVisible()
      await expect(main.getByRole('switch', { checked: true })).toHaveCount(0)
    })

    await test.step('a copy asks for fresh proof, is assembled, and holds what its manifest says', async () => {
      complaints.expected.add('403 /api/me/exports')
      await ageProofs(demo)
      await portal.goTo('copies')
      await expectSound(page)
      await portal.button('copies.assemble').click()
      await expect(page.getByRole('dialog', { name: t('stepUp.title') })).toBeVisible()
      await expectSound(page)
      await portal.proveAgain()
      await expect(page.getByRole('progressbar', { name: t('copies.systemsDone') })).toBeVisible()
      await expectSound(page)
      const link = main.getByRole('link', { name: t.like('copies.download') }).first()
      await expect(link).toBeVisible({ timeout: 120_000 })
      await expectSound(page)
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
      const entries = readZip(await contentOf(download))
      const { text, document } = manifestIn(entries)
      expect([...entries.keys()]).toEqual([...document.files.map(({ name }) => name), 'manifest.json'])
      for (const { name, sha256: promised } of document.files) expect(sha256(entries.get(name) ?? Buffer.alloc(0)), name).toBe(promised)
      expect([...entries.keys()]).toContain('START-HERE.html')
      expect(document.gaps).toEqual([])
      expect(await isSignedBy(await publishedKey(demo), text)).toBe(true)
    })

    await test.step('a deletion shows its plan, waits, and is called off', async () => {
      await portal.goTo('delete')
      await expect(portal.heading('deletion.destroyed')).toBeVisible()
      const kept = heldByMailPlatform(demo, 'invoices', demoAccount.email)
      await expect(
        main
          .getByRole('listitem')
          .filter({ hasText: invoices })
          .filter({ hasText: String(kept) }),
      ).toBeVisible()
      await expectSound(page)
      const asked = new Date()
      await portal.button('deletion.do').click()
      await expect(portal.heading('deletion.headline.grace')).toBeVisible()
      await expect(portal.text('charts.leftDue').first()).toBeVisible()
      await expectSound(page)
      const { tab, mail } = await portal.mailSince(asked, deletionMail)
      await expect(mail).toContainText(demoAccount.email)
      await tab.close()
      await portal.button('deletion.keep').click()
      await expect(portal.heading('deletion.headline.read')).toBeVisible()
      await portal.goTo('overview')
      await expect(main).not.toContainText(t('overview.erasure'))
    })

    await test.step('every system has confirmed, on its own page as well; a yes takes one click too', async () => {
      await portal.goTo('choices')
      const switches = main.getByRole('switch')
      await expect(portal.text('choices.honoured')).toHaveCount(await switches.count(), { timeout: 200_000 })
      expect(await listed(demo, 'newsletter', demoAccount.email)).toEqual([])
      expect(await listed(demo, 'audience', sha256(Buffer.from(demoAccount.email)))).toEqual([])
      for (const one of await switches.all()) await one.click()
      await expect(main.getByRole('switch', { checked: false })).toHaveCount(0)
    })

    await test.step('locked, nothing about the person is left in the page; the password brings it back', async () => {
      await portal.goTo('overview')
      await portal.act('lockNow')
      await expect(portal.heading('lock.title')).toBeVisible()
      await expect(main).toHaveCount(0)
      expect(await page.content()).not.toContain(category)
      await expectSound(page)
      await page.getByLabel(t('lock.password'), { exact: true }).fill(demoAccount.password)
      await portal.button('lock.unlock').click()
      await expect(main.getByRole('link', { name: category, exact: true })).toBeVisible()
    })

    await test.step('signed out, the rooms are closed', async () => {
      await portal.act('signOut')
      await portal.arriveAt()
      await portal.open('me')
      await portal.arriveAt('sign-in')
    })
  })
}

/** The lists on which a sample system's own page shows somebody. */
async function listed({ systems }: Demo, system: 'newsletter' | 'audience', knownBy: string): Promise<string[]> {
  const page = await (await fetch(`${systems}/${system}/`)).text()
  const rows = page.split('<tr>').map((row) => row.split('<td>').slice(1))
  return rows.filter((cells) => cells.some((cell) => cell.includes(knownBy))).map(([name]) => name ?? '')
}

async function contentOf(download: Download): Promise<Buffer> {
  return fs.readFileSync(await download.path())
}

async function publishedKey({ portal }: Demo): Promise<string> {
  const { publicKey } = (await (await fetch(`${portal}/api/checkpoints/latest`)).json()) as { publicKey: string }
  return publicKey
}
