import { demoAccount } from '../../server/settings.ts'
import { mailHeaders } from '../../tests/journeys/operator.ts'
import { ageProofs, endGrace } from '../../tests/journeys/running-demo.ts'
import { versionsOf } from './public.ts'
import { hold, type Stage, take } from './stage.ts'

const rooms = {
  overview: 'me',
  data: 'me/data',
  category: 'me/data/message-metadata',
  choices: 'me/choices',
  copies: 'me/copies',
  delete: 'me/delete',
  security: 'me/security',
}
const SLOW_MS = 120_000

async function signIn({ portal }: Stage): Promise<void> {
  await portal.open('sign-in')
  await portal.signIn()
}

/** The rooms of the account as they stand, and the curtain before them. */
export async function takeRooms(stage: Stage): Promise<void> {
  const { page, portal } = stage
  await signIn(stage)
  for (const [name, address] of Object.entries(rooms)) {
    await portal.open(address)
    await take(stage, name)
  }
  await portal.act('lockNow')
  await portal.heading('lock.title').waitFor()
  await take(stage, 'locked', 'window')
  await page.getByLabel(portal.t('lock.password'), { exact: true }).fill(demoAccount.password)
  await portal.button('lock.unlock').click()
  await portal.settled()
}

/** A no on its way to the systems beside a use that pauses, and the page behind the link of a mail. */
export async function takeChoices(stage: Stage): Promise<void> {
  const { page, portal, demo } = stage
  const { t, main } = portal
  await signIn(stage)
  await portal.open('me/choices')
  const rows = main.getByRole('listitem').filter({ has: page.getByRole('switch') })
  // What an earlier language stopped is switched on again.
  for (const one of await main.getByRole('switch').all()) await one.check()
  const paused = rows.filter({ has: page.getByRole('button', { name: t.like('choices.pause') }) })
  await paused
    .first()
    .getByRole('button', { name: t.like('choices.pause') })
    .click()
  await rows
    .filter({ hasText: t.within('choices.pausedThenOn') })
    .first()
    .waitFor()
  const switched = main.getByRole('switch').last()
  await switched.uncheck()
  await main.getByText(t.like('choices.saidNo')).waitFor()
  await main.getByText(t.like('charts.confirmedOf')).last().waitFor()
  const release = await hold(page, /\/api\/me\/(?:choices|decisions)/)
  await take(stage, 'choices-answered')
  await release()

  const { url } = await mailHeaders(demo, 'product-news')
  await page.goto(url)
  await take(stage, 'mail-answer')
  await page.getByRole('button', { name: t.like('unsubscribe.do.stopAll') }).click()
  await page.getByRole('heading', { name: t('unsubscribe.stoppedTitle') }).waitFor()
  await take(stage, 'mail-answered')
}

/** The box under an upcoming version for somebody who is signed in, before and after the objection. */
export async function takeObjection(stage: Stage): Promise<void> {
  const { page, portal } = stage
  await signIn(stage)
  const { current, upcoming } = await versionsOf(stage)
  await portal.open(`notices/privacy/compare/${current}..${upcoming}`)
  const box = page.locator('#answer')
  const object = box.getByRole('button', { name: portal.t.within('notices.answer.objectUntil') })
  await object.waitFor()
  await take(stage, 'answer-box')
  await object.click()
  await box.getByText(portal.t.within('notices.answer.said.objected')).waitFor()
  await take(stage, 'answer-box-objected')
  await box.getByRole('button', { name: portal.t('notices.answer.takeBack') }).click()
  await object.waitFor()
}

/** One copy that is ready, and one that is being assembled. */
export async function takeCopies(stage: Stage): Promise<void> {
  const { page, portal, demo } = stage
  await signIn(stage)
  await portal.open('me/copies')
  await ageProofs(demo)
  await portal.button('copies.assemble').click()
  await page.getByRole('dialog', { name: portal.t('stepUp.title') }).waitFor()
  await take(stage, 'step-up', 'window')
  await portal.proveAgain()
  await portal.main
    .getByRole('link', { name: portal.t.like('copies.download') })
    .first()
    .waitFor({ timeout: SLOW_MS })
  await portal.button('copies.assemble').click()
  await portal.heading('copies.running').waitFor()
  const release = await hold(page, /\/api\/me\/exports/)
  await take(stage, 'copies-running')
  await release()
}

/** The days in which the account can still be kept. It is kept in the end, unless `isLast`. */
export async function takeDeletion(stage: Stage, isLast: boolean): Promise<void> {
  const { portal } = stage
  await signIn(stage)
  await portal.open('me/delete')
  await portal.button('deletion.do').click()
  await portal.heading('deletion.headline.grace').waitFor()
  await take(stage, 'delete-grace')
  if (isLast) return
  await portal.button('deletion.keep').click()
  await portal.heading('deletion.headline.read').waitFor()
}

/** Carries out the deletion that was asked for last. @returns the address of its certificate, without the language */
export async function finishDeletion({ portal, demo }: Stage): Promise<string> {
  const began = new Date()
  await endGrace(demo)
  // A system of the sample that fails on purpose is asked again only after half a minute and more.
  const { tab, mail } = await portal.mailSince(began, /^(?:Your data has been deleted|Ihre Daten sind gelöscht|حُذفت بياناتك)$/, SLOW_MS)
  const link = (await mail.locator('.mail-text').getByRole('link').first().getAttribute('href')) ?? ''
  await tab.close()
  return new URL(link).pathname.replace(/^\/\w+\//, '')
}
