import { addMonthsUtc } from '#domain/calendar.ts'
import { BODY_DAYS, SIGN_IN_LOG_DAYS } from '#domain/clocks.ts'
import type { Ports } from '#server/ports/ports.ts'
import { PROOF_MONTHS } from './own-holdings.ts'
import {
  deleteDemoMails,
  deleteProofOf,
  deleteSentMails,
  deleteSessions,
  deleteSignInLinks,
  deleteSignIns,
  findClosedWithProof,
  readSetting,
  writeSetting,
} from './retention.repository.ts'

const DAY_MS = 86_400_000
const PAUSE_MS = 60_000
const ROWS_AT_ONCE = 1_000
const LAST_RUN = 'retention/last-run'
/** Days of 24 hours that the rows around a session or a mail are kept for answering questions about them. Source: the retention schedule. */
const ENDED_DAYS = 30
const LINK_DAYS = 1

/**
 * Lets go what has passed its time among the data that this privacy center itself holds. Looks once a minute, and at once again while
 * there is more.
 * @returns how many rows went
 */
export async function purgeOwnData({ clock, database }: Pick<Ports, 'clock' | 'database'>): Promise<number> {
  const now = clock.now().getTime()
  const last = Number((await readSetting(database, LAST_RUN)) ?? Number.NEGATIVE_INFINITY)
  if (now >= last && now - last < PAUSE_MS) return 0
  const before = (days: number) => ({ before: now - days * DAY_MS, limit: ROWS_AT_ONCE })
  const gone = [
    await deleteSignIns(database, before(SIGN_IN_LOG_DAYS)),
    await deleteSignInLinks(database, before(LINK_DAYS)),
    await deleteSessions(database, before(ENDED_DAYS)),
    await deleteSentMails(database, before(ENDED_DAYS)),
    await deleteDemoMails(database, before(BODY_DAYS)),
    await purgeProof(database, addMonthsUtc(new Date(now), -PROOF_MONTHS).getTime()),
  ]
  if (gone.every((rows) => rows < ROWS_AT_ONCE)) await writeSetting(database, LAST_RUN, String(now))
  return gone.reduce((sum, rows) => sum + rows, 0)
}

/** The carve-out of a deletion ends: the decisions of an account closed long ago are proof of nothing any more. */
async function purgeProof(database: Ports['database'], closedBefore: number): Promise<number> {
  const accounts = await findClosedWithProof(database, { closedBefore, limit: 50 })
  for (const { id } of accounts) await database.transaction().execute((trx) => deleteProofOf(trx, id))
  return accounts.length
}
