import type { Notice } from '#contract/notices.ts'
import { Website } from '../../tests/journeys/website.ts'
import { type Stage, take } from './stage.ts'

/** Everything that is open to all, as the portal shows it to a visitor. */
export async function takePublicPages(stage: Stage): Promise<void> {
  const { current, former, upcoming } = await versionsOf(stage)
  const pages = {
    home: '',
    'sign-in': 'sign-in',
    notices: 'notices',
    notice: 'notices/privacy',
    'notice-upcoming': `notices/privacy/${upcoming}`,
    versions: 'notices/privacy/versions',
    compare: `notices/privacy/compare/${former}..${current}`,
    'compare-upcoming': `notices/privacy/compare/${current}..${upcoming}`,
    'notice-measures': 'notices/measures',
    'notice-cookies': 'notices/cookies',
    'device-choices-unknown': 'choices',
    verify: 'verify',
    'status-unknown': 'status/unknown',
    'not-found': 'nowhere',
    banner: 'banner',
  }
  for (const [name, address] of Object.entries(pages)) {
    await stage.portal.open(address)
    await take(stage, name)
  }
}

/** The sample website with its banner, an embed that waits, and the portal's page for this browser. */
export async function takeWebsite(stage: Stage): Promise<void> {
  const { page, demo, portal, locale } = stage
  const site = new Website(page, demo, locale)
  await site.open()
  await site.first.waitFor()
  await take(stage, 'website-first', 'window')
  await site.button(site.first, 'choose').click()
  await take(stage, 'website-second', 'window')
  await site.button(site.second, 'reject').click()
  await site.reopen.waitFor()
  await take(stage, 'website-answered', 'window')
  await page.goto(new URL('/pricing', page.url()).href + new URL(page.url()).search)
  await site.reopen.waitFor()
  await take(stage, 'website-embed')
  await site.reopen.click()
  await site.second.getByRole('link', { name: site.texts.portal }).click()
  await portal.arriveAt('choices')
  await take(stage, 'device-choices')
}

/** Mails about a notice: asked for on its page, confirmed and stopped by the link of a mail. */
export async function takeSubscription(stage: Stage): Promise<void> {
  const { portal, locale, demo } = stage
  const { t } = portal
  await portal.open('notices/gdpr')
  const form = portal.region('notices.mails.title')
  const asked = new Date()
  await form.getByLabel(t('notices.mails.email'), { exact: true }).fill(`reader.${locale}@mail.example`)
  await form.getByRole('button', { name: t('notices.mails.ask'), exact: true }).click()
  await form
    .getByRole('status')
    .filter({ hasText: t('notices.mails.asked') })
    .waitFor()
  await take(stage, 'subscription-asked')
  const subject = { en: /^Please confirm: mails about/, de: /^Bitte bestätigen/, ar: /^يرجى التأكيد/ }[locale]
  const { tab, mail } = await portal.mailSince(asked, subject)
  await take(stage, 'mailbox', 'window', tab)
  const link = (await mail.locator('.mail-text').getByRole('link').first().getAttribute('href')) ?? demo.portal
  await tab.goto(link)
  await take(stage, 'subscription-confirm', 'page', tab)
  for (const [name, key] of [
    ['subscription-standing', 'confirm'],
    ['subscription-stopped', 'stop'],
  ] as const) {
    await tab.getByRole('button', { name: t(`subscription.${key}`), exact: true }).click()
    await tab.getByRole('heading', { name: t(`subscription.${key === 'confirm' ? 'standing' : 'stopped'}Title`) }).waitFor()
    await take(stage, name, 'page', tab)
  }
  await tab.close()
}

/** Days of the privacy notice's versions: the one in force, the ones before and after it. */
export async function versionsOf({ demo }: Stage): Promise<{ former: string; current: string; upcoming: string }> {
  const { versions } = (await (await fetch(`${demo.portal}/api/notices/privacy`)).json()) as Notice
  const days = (status: string) => versions.filter((version) => version.status === status).map(({ effectiveOn }) => effectiveOn)
  return { former: days('past').sort().at(-1) ?? '', current: days('in-force')[0] ?? '', upcoming: days('upcoming')[0] ?? '' }
}
