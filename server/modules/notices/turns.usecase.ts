import { Locale, type Localized } from '#contract/shared.ts'
import { dayIn } from '#domain/clocks.ts'
import { takesEffectAt } from '#domain/notice-decisions.ts'
import { commit, type RecordEvent } from '#server/modules/audit/index.ts'
import { lapseConsents } from '#server/modules/consents/index.ts'
import { queueMail } from '#server/modules/outbox/index.ts'
import type { Queries } from '#server/ports/database.ts'
import type { Ports } from '#server/ports/ports.ts'
import type { Recipient } from './announcements.repository.ts'
import { findVersions, type VersionRow } from './notices.repository.ts'
import { purposesOf } from './read.usecases.ts'
import { advanceTurn, holdTurn, nextObjectors, nextToldOf, openTurns, type TurnRow, unfinishedTurns } from './turns.repository.ts'

type TurnPorts = Pick<Ports, 'clock' | 'random' | 'hasher' | 'database' | 'engine' | 'settings' | 'content'>

const PEOPLE_AT_ONCE = 50

/**
 * Does for people what follows when a version takes effect or was withdrawn, a batch of each turn at a time. On the day of a version the
 * consents that its changed purposes rested on end, then objections close, and whoever objected and did not decide hears what stands now.
 * Each batch is one transaction with the place it reached, so that nothing is done twice, left out, or done before its day; days that passed
 * while no server ran are made up for in their order.
 * @returns how many batches were done
 */
export async function takeTurns(ports: TurnPorts): Promise<number> {
  const now = ports.clock.now()
  await openTurns(ports.database, dayIn(now, ports.content.organisation.zone), now.getTime())
  let worked = 0
  for (const turn of await unfinishedTurns(ports.database)) if (await takeStep(turn, ports)) worked += 1
  return worked
}

function takeStep(turn: TurnRow, ports: TurnPorts): Promise<boolean> {
  return commit(ports, async (trx, record) => {
    const version = (await findVersions(trx, turn.slug)).find((row) => row.effective_on === turn.effective_on)
    if (!version || !(await holdTurn(trx, turn))) return false
    if (turn.step === 'consents') await endConsents(trx, record, { turn, version }, ports)
    else if (turn.step === 'objections') await closeObjections(trx, record, { turn, version }, ports)
    else await tellOfWithdrawal(trx, record, { turn, version }, ports)
    return true
  })
}

interface Step {
  turn: TurnRow
  version: VersionRow
}

async function endConsents(trx: Queries, record: RecordEvent, { turn, version }: Step, ports: TurnPorts): Promise<void> {
  const { slug, effective_on: effectiveOn, after_key } = turn
  const takesEffect = takesEffectAt(effectiveOn, ports.content.organisation.zone)
  const change = { slug, effectiveOn, purposes: purposesOf(version), takesEffectAt: takesEffect, after: after_key }
  const { after, lapsed } = await lapseConsents(trx, record, change, ports)
  const place = after === null ? { step: 'objections', after_key: '' } : { step: 'consents', after_key: after }
  await advanceTurn(trx, turn, { ...turn, ...place, lapsed: turn.lapsed + lapsed })
}

async function closeObjections(trx: Queries, record: RecordEvent, { turn, version }: Step, ports: TurnPorts): Promise<void> {
  const objectors = await nextObjectors(trx, turn, PEOPLE_AT_ONCE)
  const undecided = objectors.filter(({ answer, isLeaving }) => answer === 'objected' && !isLeaving)
  await mail(trx, 'objection-closed', undecided, { turn, version }, ports, '/me/delete')
  const progress = { ...turn, objections: turn.objections + objectors.length, mails: turn.mails + undecided.length }
  if (objectors.length === PEOPLE_AT_ONCE) {
    await advanceTurn(trx, turn, { ...progress, after_key: objectors.at(-1)?.id ?? turn.after_key })
    return
  }
  const { lapsed, objections, mails } = progress
  const { number, hash } = version
  await advanceTurn(trx, turn, { ...progress, step: 'done', ended_at: ports.clock.now().getTime() })
  record({ kind: 'notice/in-force', subject: 'operator', about: aboutOf(turn), facts: { number, hash, lapsed, objections, mails } })
}

async function tellOfWithdrawal(trx: Queries, record: RecordEvent, { turn, version }: Step, ports: TurnPorts): Promise<void> {
  const people = await nextToldOf(trx, turn, PEOPLE_AT_ONCE)
  await mail(trx, 'change-withdrawn', people, { turn, version }, ports, `/notices/${turn.slug}`)
  const progress = { ...turn, mails: turn.mails + people.length }
  if (people.length === PEOPLE_AT_ONCE) {
    await advanceTurn(trx, turn, { ...progress, after_key: people.at(-1)?.id ?? turn.after_key })
    return
  }
  await advanceTurn(trx, turn, { ...progress, step: 'done', ended_at: ports.clock.now().getTime() })
  record({ kind: 'notice/withdrawal-told', subject: 'operator', about: aboutOf(turn), facts: { mails: progress.mails } })
}

async function mail(
  trx: Queries,
  template: 'objection-closed' | 'change-withdrawn',
  people: readonly Recipient[],
  { turn, version }: Step,
  ports: TurnPorts,
  path: string,
): Promise<void> {
  const title = JSON.parse(version.title) as Localized
  for (const { id, email, locale: spoken } of people) {
    const locale = Locale.catch('en').parse(spoken)
    const link = `${ports.settings.baseUrl}/${locale}${path}`
    const facts = { link, effectiveOn: { on: turn.effective_on }, notice: title[locale] ?? title.en }
    await queueMail(trx, ports, { accountId: id, to: email, template, locale, facts })
  }
}

function aboutOf({ slug, effective_on }: TurnRow): string {
  return `notice:${slug}@${effective_on}`
}
