import type { Notice } from '#contract/notices.ts'
import { type Demo, expect, expectNoSidewaysScrolling, expectSound, speaker, test } from './demo.ts'
import { Portal } from './portal.ts'

/** What the sample's notice is called in each language it was written in. */
const readers = [
  { locale: 'en', title: 'Privacy notice' },
  { locale: 'de', title: 'Datenschutzhinweis' },
] as const

for (const { locale, title } of readers) {
  test(`a reader finds the rules, their versions and what changes, in ${locale}`, async ({ page, demo }) => {
    const portal = new Portal(page, demo, locale)
    const { t, main } = portal
    const { current, upcoming } = await versionsOf(demo)

    await test.step('the list says what applies and what is coming', async () => {
      await portal.open('notices')
      await expect(main).toContainText(t.within('notices.inForceSince'))
      await expect(main).toContainText(t.within('notices.strip.comingText'))
      await expectSound(page)
    })

    await test.step('the notice in force announces the next version', async () => {
      await main.getByRole('link', { name: title, exact: true }).click()
      await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
      await expect(page.getByRole('article')).toHaveAttribute('lang', locale)
      await expect(page.getByRole('complementary', { name: t('notices.strip.label') })).toContainText(t('notices.strip.coming'))
      await expectSound(page)
    })

    await test.step('the coming version says that it does not apply yet', async () => {
      const strip = page.getByRole('complementary', { name: t('notices.strip.label') })
      await strip.getByRole('link').first().click()
      await portal.arriveAt(`notices/privacy/${upcoming}`)
      await expect(strip).toContainText(t('notices.strip.notYet'))
      await expectSound(page)
    })

    await test.step('all versions, each with what changed', async () => {
      await portal.open('notices/privacy/versions')
      await expect(main.getByRole('row')).toHaveCount(4)
      await expect(main.getByRole('table')).toContainText(t('notices.history.upcoming'))
      await expectSound(page)
    })

    await test.step('the comparison marks words, not only by colour', async () => {
      await main.getByRole('link', { name: t('notices.history.compare', { from: 2, to: 3 }), exact: true }).click()
      await portal.arriveAt(`notices/privacy/compare/${current}..${upcoming}`)
      const article = page.getByRole('article')
      await expect(article.locator('ins').first()).toBeVisible()
      await expect(article.locator('del').first()).toBeVisible()
      expect(await decorationOf(article.locator('ins').first())).toContain('underline')
      expect(await decorationOf(article.locator('del').first())).toContain('line-through')
      await expectSound(page)
      await page.getByRole('radio', { name: t('notices.comparison.inline') }).check({ force: true })
      await expectSound(page)
    })
  })
}

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  for (const { locale, title } of readers) {
    test(`everything is there to be read, in ${locale}`, async ({ page, demo }) => {
      const t = speaker(locale)
      const { current, upcoming } = await versionsOf(demo)
      const base = `${demo.portal}/${locale}/notices`

      await page.goto(base)
      await page.getByRole('main').getByRole('link', { name: title, exact: true }).click()
      await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
      const words = (await page.getByRole('article').innerText()).split(/\s+/)
      expect(words.length).toBeGreaterThan(800)
      await expect(page.getByRole('complementary', { name: t('notices.strip.label') })).toBeVisible()
      await page.goto(`${base}/privacy/versions`)
      await expect(page.getByRole('main').getByRole('row')).toHaveCount(4)
      await page.goto(`${base}/privacy/compare/${current}..${upcoming}`)
      await expect(page.getByRole('article').locator('ins').first()).toBeVisible()
      await expect(page.getByRole('article').locator('del').first()).toBeVisible()
    })
  }
})

test('with and without script a reader reads the same words', async ({ page, demo, browser }) => {
  const address = `${demo.portal}/en/notices/privacy`
  const silent = await browser.newContext({ javaScriptEnabled: false })
  const plain = await silent.newPage()

  await plain.goto(address)
  await page.goto(address)
  await expect(page.getByRole('button', { name: speaker('en')('notices.print'), exact: true })).toBeVisible()

  expect(await page.getByRole('article').textContent()).toBe(await plain.getByRole('article').textContent())
  await silent.close()
})

test('an address without a language leads to the one the browser asks for', async ({ demo, playwright }) => {
  const german = await playwright.request.newContext({ extraHTTPHeaders: { 'accept-language': 'de-CH, de;q=0.9, en;q=0.5' } })
  const unknown = await playwright.request.newContext({ extraHTTPHeaders: { 'accept-language': 'fi' } })

  const answers = await Promise.all([
    german.get(`${demo.portal}/`, { maxRedirects: 0 }),
    german.get(`${demo.portal}/notices/privacy`, { maxRedirects: 0 }),
    unknown.get(`${demo.portal}/notices/privacy`, { maxRedirects: 0 }),
  ])

  expect(answers.map((answer) => [answer.status(), answer.headers().location])).toEqual([
    [302, '/de/'],
    [302, '/de/notices/privacy'],
    [302, '/en/notices/privacy'],
  ])
  await Promise.all([german.dispose(), unknown.dispose()])
})

test('any day is an address of the version that was in force on it', async ({ page, demo }) => {
  const { current } = await versionsOf(demo)

  const answer = await page.request.get(`${demo.portal}/en/notices/privacy/2026-05-09`, { maxRedirects: 0 })
  await page.goto(`${demo.portal}/en/notices/privacy/2025-06-01`)

  expect([answer.status(), answer.headers().location]).toEqual([302, `/en/notices/privacy/${current}`])
  expect(page.url()).toContain('/notices/privacy/2025-03-01')
  await expect(page.getByRole('complementary', { name: speaker('en')('notices.strip.label') })).toContainText(
    speaker('en')('notices.strip.past'),
  )
})

test('in Arabic the page runs from right to left and says that the notice itself is English', async ({ page, demo }) => {
  const portal = new Portal(page, demo, 'ar')

  await portal.open('notices/privacy')

  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expect(page.getByRole('heading', { level: 1, name: 'إشعار الخصوصية' })).toHaveAttribute('dir', 'rtl')
  await expect(page).toHaveTitle(/^إشعار الخصوصية/)
  await expect(page.getByRole('article')).toHaveAttribute('lang', 'en')
  await expect(page.getByRole('article')).toHaveAttribute('dir', 'ltr')
  await expect(portal.text('notices.fallback')).toBeVisible()
  await expectSound(page)
})

test('on paper the status of a version stays and the controls go', async ({ page, demo }) => {
  const portal = new Portal(page, demo, 'en')
  const { upcoming } = await versionsOf(demo)
  await portal.open(`notices/privacy/${upcoming}`)

  await page.emulateMedia({ media: 'print' })

  await expect(page.getByRole('complementary', { name: portal.t('notices.strip.label') })).toContainText(portal.t('notices.strip.notYet'))
  await expect(page.getByRole('article')).toBeVisible()
  await expect(portal.button('notices.print')).toBeHidden()
  await expect(page.getByRole('contentinfo')).toBeHidden()
  await expectNoSidewaysScrolling(page)
})

/** The days on which the versions in force and to come take effect. */
async function versionsOf({ portal }: Demo): Promise<{ current: string; upcoming: string }> {
  const { notices } = (await (await fetch(`${portal}/api/notices`)).json()) as { notices: Notice[] }
  const versions = notices.find(({ slug }) => slug === 'privacy')?.versions
  const dayOf = (wanted: string) => versions?.find(({ status }) => status === wanted)?.effectiveOn ?? ''
  return { current: dayOf('in-force'), upcoming: dayOf('upcoming') }
}

function decorationOf(words: { evaluate: (read: (node: Element) => string) => Promise<string> }): Promise<string> {
  return words.evaluate((node) => getComputedStyle(node).textDecorationLine)
}
