import { subjectKeys } from '#server/modules/sources/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { SourceError } from '#server/ports/source.ts'
import { leaseConfirmed, markChecked } from './confirmed.repository.ts'
import { deliveryOf } from './deliver.usecase.ts'
import type { LeasedObligation, ObligationRow } from './obligations.repository.ts'

type CheckPorts = Pick<Ports, 'clock' | 'random' | 'database' | 'settings' | 'log' | 'sources'>

const ROWS_AT_ONCE = 50
const LEASE_MS = 60_000
const HOUR_MS = 3_600_000
/** How often a source is asked whether it still acts on what it confirmed. */
const CHECK_EVERY_MS = 24 * HOUR_MS
/** One strange answer may be a system in the middle of a change; two, an hour apart, are a drift. */
export const SUSPECTED = 'drift-suspected'
/** A person whom the source does not know has nothing there that could drift. */
const STRANGER = 'person-unknown'

export interface Drift {
  obligation: ObligationRow
}

/**
 * Asks the sources whether they still act on decisions that they have confirmed and that still stand.
 * @returns how many were asked, and those that have twice said no
 */
export async function checkConfirmed(ports: CheckPorts): Promise<{ checked: number; drifts: Drift[] }> {
  const { clock, database, random, settings } = ports
  const now = clock.now().getTime()
  const owner = `${settings.process}:${random.id()}`
  const rows = await leaseConfirmed(database, { owner, now, until: now + LEASE_MS, before: now - CHECK_EVERY_MS, limit: ROWS_AT_ONCE })
  const checked = await Promise.all(rows.map((row) => check(row, ports)))
  return { checked: rows.length, drifts: checked.flatMap((drift) => drift ?? []) }
}

async function check(row: LeasedObligation, ports: CheckPorts): Promise<Drift | null> {
  const { database, clock } = ports
  const now = clock.now().getTime()
  const inAnHour = now - CHECK_EVERY_MS + HOUR_MS
  const acts = await actsOn(row, ports)
  if (acts === 'no' && row.last_error === SUSPECTED) return { obligation: row }
  const isCalm = acts === 'yes' || acts === 'unknown-person'
  const error = acts === 'no' ? SUSPECTED : acts === 'unknown-person' ? STRANGER : isCalm ? null : row.last_error
  await markChecked(database, row, { checked_at: isCalm ? now : inAnHour, last_error: error })
  return null
}

async function actsOn(row: LeasedObligation, ports: CheckPorts): Promise<'yes' | 'no' | 'unknown-person' | 'no-answer'> {
  const source = ports.sources.get(row.source_id)
  if (!source || row.email === null) return 'unknown-person'
  try {
    const keys = await subjectKeys(ports, { id: row.account_id, email: row.email }, source)
    if (!keys) return 'unknown-person'
    return (await source.verify(keys, deliveryOf(row))) ? 'yes' : 'no'
  } catch (error) {
    if (!(error instanceof SourceError)) ports.log.error('propagation/source-fault', error)
    return 'no-answer'
  }
}
