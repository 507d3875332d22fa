import { findAccount } from '#server/modules/accounts/index.ts'
import { commit } from '#server/modules/audit/index.ts'
import { destroyCopiesOf } from '#server/modules/exports/index.ts'
import { OWN_SOURCE } from '#server/modules/own/index.ts'
import { endSessionsOf } from '#server/modules/sessions/index.ts'
import type { LedgerEntry } from '#server/ports/erasure-ledger.ts'
import type { Ports } from '#server/ports/ports.ts'
import { type ErasureRow, findErasure, idsOfDone, recallErasure, type StepRow } from './erasures.repository.ts'
import { executeErasures } from './execute-erasure.usecase.ts'
import { noteInLedger } from './ledger.ts'
import { closeAccount } from './own-holdings.repository.ts'

/** How long a start waits for sources, in milliseconds. What is open then goes on with the sweeps; the account is closed by then. */
const WAIT_FOR_SOURCES_MS = 30_000

/**
 * Carries out again what the ledger knows and the database has forgotten, because an older backup was restored: before the first request
 * is answered, accounts are closed and copies destroyed, and the sources are told once more with the keys that the ledger kept.
 * @returns how many deletions the database had forgotten
 * @throws {LedgerDamaged} if an entry that is needed cannot be believed
 */
export async function replayLedger(ports: Ports): Promise<number> {
  const { clock, database, ledger, log } = ports
  const stages = await ledger.stages()
  const done = new Set(await idsOfDone(database))
  for (const id of done) if (stages.get(id) !== 'done') await noteInLedger(ports, id, 'done')

  let forgotten = 0
  for (const id of stages.keys()) {
    const entry = done.has(id) ? null : await ledger.read(id)
    if (entry && (await recall(entry, ports))) forgotten += 1
  }
  if (forgotten === 0) return 0
  log.warn('erasure/ledger-replayed', { forgotten })
  const waitUntil = clock.now().getTime() + WAIT_FOR_SOURCES_MS
  while (clock.now().getTime() < waitUntil && (await executeErasures(ports, 1)) > 0);
  return forgotten
}

/** @returns false when the database knows that the deletion is on its way: a kill in the middle is no restore */
async function recall(entry: LedgerEntry, ports: Ports): Promise<boolean> {
  const { clock, database } = ports
  const { erasure, stage } = entry
  const known = await findErasure(database, erasure.id)
  const isOnItsWay = known?.status === 'executing' || known?.status === 'partly-done'
  if (isOnItsWay && (stage === 'begun' || known.certificate !== null)) return false
  const now = clock.now().getTime()
  const account = await findAccount(database, erasure.account_id)
  if (stage === 'done' && account) await destroyCopiesOf(ports, account.id)
  await commit(ports, async (trx, record) => {
    await recallErasure(trx, recalledRow(entry, now), entry.steps.map(recalledStep))
    if (stage === 'done' && account) {
      await endSessionsOf(trx, account.id, now)
      await closeAccount(trx, account, now)
    }
    record({ kind: 'erasure/replayed', subject: `account:${erasure.account_id}`, about: erasure.id, facts: { stage } })
  })
  return true
}

function recalledRow({ erasure }: LedgerEntry, now: number): ErasureRow {
  return { ...erasure, status: 'executing', ended_at: null, next_attempt_at: now, lease_owner: null, lease_until: null }
}

/** Our own report stands: it was counted when there was something to count. */
function recalledStep(step: StepRow): StepRow {
  // Entries of earlier versions do not hold it.
  const told_again = step.told_again ?? 0
  if (step.source_id === OWN_SOURCE) return { ...step, told_again }
  return { ...step, status: 'waiting', next_attempt_at: null, attempts: 0, told_again }
}
