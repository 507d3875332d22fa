import type { DeviceStanding } from '#contract/choices.ts'
import type { Locale } from '#contract/shared.ts'
import { demoAccount } from '../../server/settings.ts'
import { expect, expectSound, speaker, test } from './demo.ts'
import { mailHeaders } from './operator.ts'
import { Portal } from './portal.ts'
import { Website } from './website.ts'

const otherDevice = '0195a000-0000-4000-8000-00000000000b'

test('a no in the banner follows the person into their account, and on to their other browser', async ({ page, demo }) => {
  test.setTimeout(180_000)
  const site = new Website(page, demo, 'en')
  const portal = new Portal(page, demo, 'en')
  const { t, main } = portal
  await site.open()
  await site.button(site.first, 'reject').click()
  await site.reopen.click()

  await test.step('the page for this browser shows the no, its receipt and the way to change it', async () => {
    await site.second.getByRole('link', { name: site.texts.portal }).click()
    await portal.arriveAt('choices')
    await expect(main.getByText(t.like('deviceChoices.denied'))).toHaveCount(3)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      main
        .getByRole('button', { name: t.like('choices.receiptOf') })
        .first()
        .click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^receipt-.*-C-[0-9A-F]{4}-[0-9A-F]{4}\.json$/)
    await expect(portal.link('deviceChoices.toWebsite')).toHaveAttribute('href', `${demo.website}#choices`)
    await page.reload()
    await expect(main.getByText(t.like('deviceChoices.denied'))).toHaveCount(3)
    await expectSound(page)
  })

  await test.step('signing in joins the browser, and the account says no with the banner as the place', async () => {
    await portal.link('deviceChoices.joinSignIn').click()
    await portal.arriveAt('sign-in')
    await page.getByLabel(t('signIn.email'), { exact: true }).fill(demoAccount.email)
    await page.getByLabel(t('signIn.password'), { exact: true }).fill(demoAccount.password)
    await portal.button('signIn.submit').click()
    await portal.arriveAt('me/choices')
    const websites = portal.region('choices.websites')
    await expect(websites.getByText(t('words.state.denied'), { exact: true })).toHaveCount(3)
    await expect(websites.getByText(t('words.surface.banner-first')).first()).toBeVisible()
    await expectSound(page)
  })

  await test.step('the other browser hears the no at its next load', async () => {
    const joined = await page.evaluate(
      (device) =>
        fetch('/api/me/devices', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ device }),
        }).then(({ status }) => status),
      otherDevice,
    )
    const answer = await fetch(`${demo.portal}/api/devices/standing`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: demo.website },
      body: JSON.stringify({ site: 'acme-website', device: otherDevice, fingerprint: '0123abcd' }),
    })
    const { decisions } = (await answer.json()) as DeviceStanding
    expect(joined).toBe(201)
    expect(decisions.map(({ category, state }) => `${category} ${state}`).sort()).toEqual([
      'advertising denied',
      'preferences denied',
      'statistics denied',
    ])
  })

  await test.step('the browser’s page leads back to the opened choices on the website', async () => {
    await portal.open('choices')
    await portal.link('deviceChoices.toWebsite').click()
    await expect(site.second).toBeVisible()
  })
})

test('a person says less often, pauses until a day, ends the pause, and reads each answer again', async ({ page, demo }) => {
  test.setTimeout(180_000)
  const portal = new Portal(page, demo, 'en')
  const { t, main } = portal
  await portal.open('sign-in')
  await portal.signIn()
  await portal.goTo('choices')
  const row = main.getByRole('listitem').filter({ has: page.getByRole('switch', { name: 'Offers E-mail' }) })
  const switched = row.getByRole('switch')
  if (!(await switched.isChecked())) await switched.click()

  await row.getByRole('button', { name: t('choices.less'), exact: true }).click()
  await expect(row.getByText(t('choices.reduced'))).toBeVisible()
  await expect(switched).toBeChecked()
  await row.getByRole('button', { name: t.like('choices.pause') }).click()
  await expect(row.getByText(t.like('choices.pausedThenLess'))).toBeVisible()
  await expect(switched).not.toBeChecked()
  await expectSound(page)
  await page.setViewportSize({ width: 320, height: 700 })
  await expectSound(page)
  await row.getByRole('button', { name: t('choices.endPause'), exact: true }).click()
  await expect(row.getByText(t('choices.reduced'))).toBeVisible()
  await row
    .locator('summary')
    .filter({ hasText: t.within('choices.history') })
    .click()
  const said = row.locator('.hist li')
  await expect(said.first()).toContainText(t('choices.answered.reduced', { where: t('words.surface.portal') }))
  await expect(said.nth(1)).toContainText(t('choices.answered.paused', { where: t('words.surface.portal') }))
})

test('a browser that sends Global Privacy Control says no to advertising at the sign-in, visibly', async ({ browser, demo }) => {
  const context = await browser.newContext({ extraHTTPHeaders: { 'sec-gpc': '1' } })
  await context.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }))
  const page = await context.newPage()
  const portal = new Portal(page, demo, 'en')
  await portal.open('sign-in')
  await portal.signIn()
  await portal.goTo('choices')

  await expect(portal.heading('choices.gpc.title')).toBeVisible()
  await expect(portal.text('choices.gpc.heard')).toBeVisible()
  await expect(page.getByRole('switch', { name: 'Ads on other websites' })).not.toBeChecked()
  await expectSound(page)
  await context.close()
})

for (const locale of ['en', 'de', 'ar'] as const satisfies Locale[]) {
  test(`a mail’s link shows before it acts, and lowers what is asked, in ${locale}`, async ({ page, demo }) => {
    const portal = new Portal(page, demo, locale)
    const t = speaker(locale)
    await portal.open('sign-in')
    await portal.signIn()
    await page.evaluate(allow, locale)
    await expect(async () => expect((await mailHeaders(demo, 'product-news')).allowed).toBe(true)).toPass()
    const { url } = await mailHeaders(demo, 'product-news')
    const stands = async () => (await mailHeaders(demo, 'product-news')).allowed
    await page.context().clearCookies()

    await test.step('opened by a person or a robot, it changes nothing', async () => {
      const seen = await Promise.all([fetch(url), fetch(url, { method: 'HEAD' }), fetch(`${url}?answer=stop`)])
      expect(seen.map(({ status }) => status)).toEqual([200, 200, 200])
      await page.goto(url)
      await expect(page.getByRole('heading', { level: 1, name: t('unsubscribe.title') })).toBeVisible()
      await expectSound(page)
      expect(await stands()).toBe(true)
    })

    await test.step('less often, a pause, and the end of the channel are one click each', async () => {
      await page.getByRole('button', { name: t.like('unsubscribe.do.less') }).click()
      await expect(page.getByText(t.like('unsubscribe.state.reduced'))).toBeVisible()
      await page.getByRole('button', { name: t.like('unsubscribe.do.pause') }).click()
      await expect(page.getByText(t.like('unsubscribe.state.paused'))).toBeVisible()
      expect(await stands()).toBe(false)
      await page.getByRole('button', { name: t.like('unsubscribe.do.stopAll') }).click()
      await expect(page.getByRole('heading', { level: 1, name: t('unsubscribe.stoppedTitle') })).toBeVisible()
      await expectSound(page)
      expect((await mailHeaders(demo, 'offers')).allowed).toBe(false)
    })

    await test.step('the mail program’s one click says no without a cookie, twice as well as once; service mail stays', async () => {
      const oneClick = {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      }
      const answers = [await fetch(url, oneClick), await fetch(url, oneClick)]
      expect(answers.map(({ status, redirected }) => [status, redirected])).toEqual([
        [200, false],
        [200, false],
      ])
      expect([await stands(), (await mailHeaders(demo, 'service-messages')).code]).toEqual([false, 'choice/locked'])
    })
  })
}

/** Says yes to both marketing mails, as the signed-in person, in the language of the page. */
async function allow(language: string): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  await fetch('/api/me/language', { method: 'PUT', headers, body: JSON.stringify({ locale: language }) })
  const { choices } = await fetch('/api/me/choices').then((answer) => answer.json())
  const decisions = choices
    .filter(({ purpose }: { purpose: string }) => purpose === 'product-news' || purpose === 'offers')
    .map(({ purpose, channel, wording }: { purpose: string; channel: string; wording: { id: string } }) => ({
      id: crypto.randomUUID(),
      purpose,
      channel,
      state: 'granted',
      wording: wording.id,
      language,
    }))
  await fetch('/api/me/decisions', { method: 'POST', headers, body: JSON.stringify({ decisions }) })
}
