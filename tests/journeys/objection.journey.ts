import type { Notice } from '#contract/notices.ts'
import { type Demo, expect, expectNoSidewaysScrolling, expectSound, test } from './demo.ts'
import { Portal } from './portal.ts'

const locale = 'en'

test('somebody who does not agree objects in time, keeps proof of it, and thinks better of it', async ({ page, demo }) => {
  const portal = new Portal(page, demo, locale)
  const { t, main } = portal
  const { current, upcoming, last } = await coming(demo)
  const comparison = `notices/privacy/compare/${current}..${upcoming}`
  const box = page.locator('#answer')
  const button = (key: string) => box.getByRole('button', { name: t.within(key) })

  await test.step('a stranger reads what changes, until when to object, and where the door is', async () => {
    await portal.open(comparison)
    await expect(box).toContainText(last)
    await expect(box).toContainText(t('notices.answer.object'))
    await expect(box.getByRole('button')).toHaveCount(0)
    await expectSound(page)
    await expectNoSidewaysScrolling(page)
  })

  await test.step('signing in leads back to the comparison', async () => {
    await box.getByRole('link', { name: t('notices.answer.signIn') }).click()
    await portal.signIn(undefined, comparison)
    await expect(button('notices.answer.objectUntil')).toBeVisible()
    await expectSound(page)
  })

  await test.step('the objection says what follows and leads to the deletion, which names it', async () => {
    await button('notices.answer.objectUntil').click()
    await expect(box).toContainText(t.within('notices.answer.said.objected'))
    await expectSound(page)
    await box.getByRole('link', { name: t('notices.answer.toDelete') }).click()
    await portal.arriveAt('me/delete')
    await expect(main).toContainText(t('deletion.objection'))
    await expect(main).toContainText(last)
    await expectSound(page)
    await page.goBack()
  })

  const receipt = await test.step('the receipt is a file that holds what was said', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), button('notices.answer.receipt').click()])
    const file = test.info().outputPath(download.suggestedFilename())
    await download.saveAs(file)
    return file
  })

  await test.step('the objection stands among the choices, and is withdrawn there', async () => {
    await portal.open('me/choices')
    const room = page.getByRole('region', { name: t('choices.notices.title') })
    await expect(room).toContainText(t('choices.notices.answer.objected'))
    await expect(room).toContainText(last)
    await expectSound(page)
    await room.getByRole('button', { name: t('notices.answer.takeBack') }).click()
    await expect(room).toContainText(t('choices.notices.answer.taken-back'))
    await expect(room.getByRole('button', { name: t('notices.answer.takeBack') })).toHaveCount(0)
  })

  await test.step('the version itself can be acknowledged instead', async () => {
    await portal.open(`notices/privacy/${upcoming}`)
    await button('notices.answer.acknowledge').click()
    await expect(box).toContainText(t.within('notices.answer.said.acknowledged'))
    await expectSound(page)
    await expectNoSidewaysScrolling(page)
  })

  await test.step('anyone can check the receipt, without asking the operator', async () => {
    await portal.open('verify')
    await page.getByLabel(t('verify.choose')).setInputFiles(receipt)
    await expect(main).toContainText(t('verify.meaning.genuine'))
  })
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('a reader learns until when and how to object, and meets no dead button', async ({ page, demo }) => {
    const { upcoming, last, current } = await coming(demo)

    for (const path of [`notices/privacy/${upcoming}`, `notices/privacy/compare/${current}..${upcoming}`]) {
      await page.goto(`${demo.portal}/${locale}/${path}`)
      const box = page.locator('#answer')
      await expect(box).toContainText(last)
      await expect(box.getByRole('button')).toHaveCount(0)
      await expect(box.getByRole('link').first()).toHaveAttribute('href', `/en/sign-in?next=${encodeURIComponent(`/en/${path}#answer`)}`)
      await expect(box.getByRole('link', { name: 'privacy@acmemail.example' })).toBeVisible()
    }
  })
})

/** The versions of the sample's privacy notice, and the last day to object as English writes it. */
async function coming({ portal }: Demo) {
  const notice = (await (await fetch(`${portal}/api/notices/privacy`)).json()) as Notice
  const day = (status: string) => notice.versions.find((version) => version.status === status)?.effectiveOn ?? ''
  const lastDay = notice.versions.find(({ status }) => status === 'upcoming')?.objection?.lastDay ?? ''
  const long = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  return { current: day('in-force'), upcoming: day('upcoming'), last: long.format(new Date(`${lastDay}T00:00:00Z`)) }
}
