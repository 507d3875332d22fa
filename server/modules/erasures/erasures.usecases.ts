import type { Erasure } from '#contract/erasures.ts'
import { problem } from '#contract/problems.ts'
import type { Locale } from '#contract/shared.ts'
import { mayCancel } from '#domain/erasure.ts'
import { commit } from '#server/modules/audit/index.ts'
import { longDay } from '#server/modules/exports/index.ts'
import { queueMail } from '#server/modules/outbox/index.ts'
import { titleColumn } from '#server/modules/sources/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import {
  type ErasureRow,
  findErasure,
  findUnderWay,
  holdAccount,
  insertErasure,
  markCancelled,
  type StepRow,
  stepsOf,
} from './erasures.repository.ts'
import { describeErasure } from './erasures.view.ts'
import { planErasure, type ResolvedPlan } from './plan-erasure.usecase.ts'

/** Whoever asks, as their session says. */
export interface Person {
  accountId: string
  email: string
  locale: Locale
}

/**
 * Asks for exactly the deletion that was shown. Asked twice with one id, it is asked for once.
 * @throws {ProblemError} erasure/plan-changed, erasure/already-requested, source/unreachable
 */
export async function requestErasure(ports: Ports, { id, planHash }: { id: string; planHash: string }, person: Person): Promise<Erasure> {
  const known = await sameOrRefused(ports, id, person)
  if (known) return known
  const resolved = await planErasure(ports, { id: person.accountId, email: person.email })
  if (resolved.plan.hash !== planHash) throw problem('erasure/plan-changed', { planHash: resolved.plan.hash })
  const { row, steps } = newErasure(id, resolved, person)
  await commit(ports, async (trx, record) => {
    if (!(await holdAccount(trx, person.accountId))) throw problem('session/required')
    const other = await findUnderWay(trx, person.accountId)
    if (other?.id === id) return
    if (other) throw alreadyRequested(other)
    await insertErasure(trx, row, steps)
    record({ kind: 'erasure/requested', subject: `account:${person.accountId}`, about: id, facts: { planHash, steps: steps.length } })
    // The first instant after the grace period belongs to the next day; a person reads the last day of grace.
    const until = longDay(new Date(row.executes_at - 1), person.locale, ports.content.organisation.zone)
    await queueMail(trx, ports, mail(ports, person, 'erasure-requested', { link: pageLink(ports, person, 'me/delete'), until }))
  })
  return described(ports, id)
}

/** The deletion under way, if any. */
export async function currentErasure(ports: Pick<Ports, 'database'>, accountId: string): Promise<Erasure | null> {
  const row = await findUnderWay(ports.database, accountId)
  return row ? describeErasure(row, await stepsOf(ports.database, row.id)) : null
}

/**
 * Keeps the account after all. Asked twice, it answers alike.
 * @throws {ProblemError} request/not-found, erasure/too-late once the grace period is over
 */
export async function cancelErasure(ports: Ports, id: string, person: Person): Promise<Erasure> {
  const row = await findErasure(ports.database, id)
  if (!row || row.account_id !== person.accountId) throw problem('request/not-found')
  if (row.status === 'cancelled') return described(ports, id)
  const now = ports.clock.now()
  if (!mayCancel({ status: row.status as 'grace', executesAt: new Date(row.executes_at) }, now)) throw problem('erasure/too-late')
  await commit(ports, async (trx, record) => {
    if (!(await markCancelled(trx, id, now.getTime()))) throw problem('erasure/too-late')
    record({ kind: 'erasure/cancelled', subject: `account:${person.accountId}`, about: id })
    await queueMail(trx, ports, mail(ports, person, 'erasure-cancelled', { link: pageLink(ports, person, 'me') }))
  })
  return described(ports, id)
}

async function sameOrRefused(ports: Ports, id: string, person: Person): Promise<Erasure | null> {
  const same = await findErasure(ports.database, id)
  if (same?.account_id === person.accountId) return described(ports, id)
  // Whose id it is stays unsaid.
  if (same) throw problem('request/invalid', { faults: [{ path: '/body/id', message: 'Make a new id' }] })
  const other = await findUnderWay(ports.database, person.accountId)
  if (other) throw alreadyRequested(other)
  return null
}

function newErasure(id: string, { plan, keys }: ResolvedPlan, person: Person): { row: ErasureRow; steps: StepRow[] } {
  const executesAt = Date.parse(plan.executesAt)
  return {
    row: {
      id,
      account_id: person.accountId,
      status: 'grace',
      plan: JSON.stringify(plan),
      plan_hash: plan.hash,
      requested_at: Date.parse(plan.plannedAt),
      executes_at: executesAt,
      ended_at: null,
      certificate: null,
      locale: person.locale,
      next_attempt_at: executesAt,
      lease_owner: null,
      lease_until: null,
    },
    steps: plan.steps.map(({ source, title }) => ({
      erasure_id: id,
      source_id: source,
      title: titleColumn(title),
      keys: JSON.stringify(keys.get(source) ?? {}),
      status: 'waiting',
      report: '[]',
      next_attempt_at: null,
      attempts: 0,
      told_again: 0,
    })),
  }
}

function alreadyRequested({ requested_at }: ErasureRow) {
  return problem('erasure/already-requested', { requestedAt: new Date(requested_at).toISOString() })
}

async function described({ database }: Pick<Ports, 'database'>, id: string): Promise<Erasure> {
  const row = await findErasure(database, id)
  if (!row) throw problem('request/not-found')
  return describeErasure(row, await stepsOf(database, id))
}

function mail({ content }: Ports, { accountId, email, locale }: Person, template: string, facts: Record<string, string>) {
  return { accountId, to: email, template, locale, facts: { organisation: content.organisation.name, ...facts } }
}

function pageLink({ settings }: Ports, { locale }: Person, page: string): string {
  return `${settings.baseUrl}/${locale}/${page}`
}
