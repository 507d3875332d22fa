import type { Page } from '@playwright/test'
import type { Notice } from '#contract/notices.ts'
import { expect, expectSound, test as withDemo } from './demo.ts'
import { engines, openOwnDatabase } from './own-database.ts'
import { Portal } from './portal.ts'
import { type Demo, type RunningDemo, startDemo } from './running-demo.ts'

const FIRST_PORT = 4650
const PORTS_PER_WORKER = 100
const DAYS_TO_COME = 11

for (const engine of engines) {
  const test = withDemo.extend<object, { moving: RunningDemo }>({
    moving: [
      // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
      async ({}, use, { parallelIndex }) => {
        const database = engine === 'postgres' ? await openOwnDatabase() : undefined
        const demo = await startDemo(FIRST_PORT + parallelIndex * PORTS_PER_WORKER, database?.url)
        await use(demo)
        await demo.stop()
        await database?.drop()
      },
      { scope: 'worker', timeout: 240_000 },
    ],
    demo: [async ({ moving }, use) => use(moving), { scope: 'worker' }],
  })

  test(`a change is read, answered, and comes into force without anybody’s hand, on ${engine}`, async ({ page, moving, complaints }) => {
    const portal = new Portal(page, moving, 'en')
    const { t, main } = portal
    const box = page.locator('#answer')
    const button = (key: string) => box.getByRole('button', { name: t.within(key) })
    // The pages are the same on both engines; looking at them once is enough.
    const look = engine === 'sqlite' ? expectSound : async () => undefined
    const { current, upcoming, purpose } = await coming(moving)
    const offers = main.getByRole('listitem').filter({ has: page.getByRole('switch', { name: `${purpose} E-mail` }) })

    await test.step('the coming version is read and compared', async () => {
      await portal.open(`notices/privacy/${upcoming}`)
      await expect(page.getByRole('complementary', { name: t('notices.strip.label') })).toContainText(t('notices.strip.notYet'))
      await portal.open('sign-in')
      await portal.signIn()
      await portal.open(`notices/privacy/compare/${current}..${upcoming}`)
      await expect(page.getByRole('article').locator('ins').first()).toBeVisible()
    })

    await test.step('no to the changed purpose alone keeps the account and turns that purpose off', async () => {
      await button('notices.answer.partOnly').click()
      await expect(box).toContainText(t.within('notices.answer.said.partly-refused'))
      await look(page)
      await portal.open('me/choices')
      await expect(offers.getByRole('switch')).not.toBeChecked()
    })

    await test.step('a person who thinks better of it says yes again, acknowledges the version, and objects after all', async () => {
      await offers.getByRole('switch').click()
      await expect(offers).toContainText(t('choices.saidYes'))
      await portal.open(`notices/privacy/${upcoming}`)
      await button('notices.answer.takeBack').click()
      await button('notices.answer.acknowledge').click()
      await expect(box).toContainText(t.within('notices.answer.said.acknowledged'))
      await button('notices.answer.objectUntil').click()
      await expect(box).toContainText(t.within('notices.answer.said.objected'))
    })

    await test.step('eleven days later the version applies, though nobody did anything', async () => {
      await page.goto('about:blank')
      await page.context().clearCookies()
      await moving.restart(DAYS_TO_COME)
      await portal.open('notices/privacy')
      await expect(page.getByRole('contentinfo')).toContainText(t('chrome.footer.daysAhead', { count: DAYS_TO_COME }))
      await expect(page.getByRole('complementary', { name: t('notices.strip.label') })).toHaveCount(0)
      expect((await versionsOf(moving)).map(({ status }) => status)).toEqual(['past', 'past', 'in-force'])
      await portal.open(`notices/privacy/${current}`)
      await expect(page.getByRole('complementary', { name: t('notices.strip.label') })).toContainText(t('notices.strip.past'))
    })

    await test.step('objecting is closed and says so, in the center and to the person by mail', async () => {
      const { tab } = await portal.mailSince(new Date(), /^Now in force: /)
      await tab.close()
      await portal.open('sign-in')
      await portal.signIn()
      await portal.open(`notices/privacy/${upcoming}`)
      await expect(box).toContainText(t.within('notices.answer.closed'))
      await expect(box).toContainText(t('notices.answer.nothingDeleted'))
      await expect(button('notices.answer.objectUntil')).toHaveCount(0)
      await look(page)
      complaints.expected.add(`409 /api/me/notices/privacy/versions/${upcoming}/decisions`)
      expect(await objectTo(page, upcoming)).toEqual([409, 'notice/objection-closed'])
    })

    await test.step('the yes that rested on the changed purpose has ended, and is asked for again', async () => {
      await portal.open('me/choices')
      await expect(offers).toContainText(t.within('choices.askedAgain'))
      await expect(offers.getByRole('switch')).not.toBeChecked()
      await expect(main.getByText(t.within('choices.askedAgain'))).toHaveCount(1)
      await look(page)
      await offers.getByRole('switch').click()
      await expect(offers).not.toContainText(t.within('choices.askedAgain'))
    })
  })
}

/** The days on which the versions in force and to come take effect, and what the consent is called that the coming one changes. */
async function coming(demo: Demo): Promise<{ current: string; upcoming: string; purpose: string }> {
  const versions = await versionsOf(demo)
  const find = (wanted: string) => versions.find(({ status }) => status === wanted)
  const purpose = find('upcoming')?.purposes[0]?.title.en ?? ''
  return { current: find('in-force')?.effectiveOn ?? '', upcoming: find('upcoming')?.effectiveOn ?? '', purpose }
}

async function versionsOf({ portal }: Demo): Promise<Notice['versions']> {
  return ((await (await fetch(`${portal}/api/notices/privacy`)).json()) as Notice).versions
}

/** What the server says to somebody who sends an objection from outside the pages. */
function objectTo(page: Page, effectiveOn: string): Promise<[status: number, code: string]> {
  return page.evaluate(async (day) => {
    const decision = { id: crypto.randomUUID(), answer: 'objected', language: 'en', surface: 'notice' }
    const headers = { 'content-type': 'application/json' }
    const address = `/api/me/notices/privacy/versions/${day}/decisions`
    const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify(decision) })
    return [answer.status, ((await answer.json()) as { code: string }).code]
  }, effectiveOn)
}
