import type { Locale } from '#contract/shared.ts'
import { EXPORT_DAYS } from '#domain/clocks.ts'
import { nextAttemptAt } from '#domain/obligations.ts'
import { type AccountRow, findAccount } from '#server/modules/accounts/index.ts'
import { commit } from '#server/modules/audit/index.ts'
import { queueMail } from '#server/modules/outbox/index.ts'
import { titleIn } from '#server/modules/sources/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { archive } from './archive.ts'
import { collectPart, LEASE_MS } from './collect-part.usecase.ts'
import { chosenIn, type ExportRow, type PartRow, partsOf } from './exports.repository.ts'
import { LeaseLost } from './lease-lost.ts'
import { leaseNext, updateLeased } from './leases.repository.ts'
import { longDay } from './long-day.ts'
import { archiveKey, readIndex, removeSpool } from './spool.ts'

/** Tries per source before a copy is handed over with a gap. The source is asked further, and the copy completed, until it expires. */
export const TRIES_BEFORE_READY = 3
/** Failures of our own (a full disk) in a row before a copy is given up. */
const TRIES_OF_OURS = 8
const DAY_MS = 86_400_000
const RENEW_AFTER_MS = 10_000
const released = { lease_owner: null, lease_until: null }

/**
 * Takes up the copies that are due, one after the other: collects what is missing, then makes the archive. Every step can be repeated, so
 * a copy whose worker died is taken up where its parts stand.
 * @returns how many copies were worked on
 */
export async function advanceExports(ports: Ports, limit: number): Promise<number> {
  const { clock, database, random, settings } = ports
  for (let worked = 0; worked < limit; worked++) {
    const now = clock.now().getTime()
    const row = await leaseNext(database, { owner: `${settings.process}:${random.id()}`, now, until: now + LEASE_MS })
    if (!row) return worked
    await advanced(row, ports)
  }
  return limit
}

async function advanced(row: ExportRow, ports: Ports): Promise<void> {
  try {
    await advance(row, ports)
  } catch (error) {
    if (error instanceof LeaseLost) {
      ports.log.info('export/lease-lost', { export: row.id })
      return
    }
    ports.log.error('export/failed', error, { export: row.id })
    await tryLater(row, ports)
  }
}

async function advance(row: ExportRow, ports: Ports): Promise<void> {
  const { clock, database } = ports
  const account = await findAccount(database, row.account_id)
  if (!account) throw new LeaseLost()
  if (row.status === 'queued' && !(await updateLeased(database, row, { status: 'collecting' }))) throw new LeaseLost()
  const now = clock.now().getTime()
  const due = (await partsOf(database, [row.id])).filter((part) => part.status !== 'done' && (part.next_attempt_at ?? 0) <= now)
  for (const part of due) await collectPart(row, part, account, ports)

  const parts = await partsOf(database, [row.id])
  const open = parts.filter((part) => part.status !== 'done')
  const key = archiveKey(row.id, parts.length - open.length)
  const mustWait = open.some((part) => part.attempts < TRIES_BEFORE_READY)
  const isMade = row.status === 'ready' && row.blob_key === key
  if (mustWait || isMade) {
    await updateLeased(database, row, { next_attempt_at: soonest(open), ...released })
    return
  }
  await make(row, { account, parts, open, key }, ports)
}

interface Collected {
  account: AccountRow
  parts: readonly PartRow[]
  open: readonly PartRow[]
  key: string
}

async function make(row: ExportRow, { account, parts, open, key }: Collected, ports: Ports): Promise<void> {
  const { blobs, clock } = ports
  const done = parts.filter((part) => part.status === 'done').map((part) => part.source_id)
  const copy = {
    exportId: row.id,
    accountId: account.id,
    locale: account.locale as Locale,
    requestedAt: new Date(row.requested_at),
    categories: chosenIn(row),
    madeAt: clock.now(),
    parts: await Promise.all(done.map((sourceId) => readIndex(ports, row.id, sourceId))),
    gaps: open.map(({ source_id, title, attempts }) => ({ source: source_id, title: titleIn(title), attempts })),
  }
  let lost: LeaseLost | null = null
  const keep = leaseKeeper(row, ports, () => {
    lost = new LeaseLost()
    throw lost
  })
  const file = await blobs.write(key, archive(copy, ports, keep)).catch((error: unknown) => {
    throw lost ?? error
  })
  await hand(row, { file, key, account, open, done }, ports)
  if (row.ready_at !== null && row.blob_key !== null && row.blob_key !== key) await blobs.remove(row.blob_key)
  if (open.length === 0) await removeSpool({ blobs }, row.id, done)
  ports.log.info('export/ready', {
    export: row.id,
    gaps: open.length,
    bytes: file.bytes,
    ms: clock.now().getTime() - copy.madeAt.getTime(),
  })
}

/** The copy is ready, the person is told, and both are on record, in one transaction. */
async function hand(
  row: ExportRow,
  made: { file: { bytes: number; sha256: string }; key: string; account: AccountRow; open: readonly PartRow[]; done: readonly string[] },
  ports: Ports,
): Promise<void> {
  const { file, key, account, open, done } = made
  const now = ports.clock.now()
  const readyAt = row.ready_at ?? now.getTime()
  const expiresAt = row.expires_at ?? readyAt + EXPORT_DAYS * DAY_MS
  await commit(ports, async (trx, record) => {
    const isOurs = await updateLeased(trx, row, {
      status: 'ready',
      ready_at: readyAt,
      expires_at: expiresAt,
      blob_key: key,
      next_attempt_at: open.length === 0 ? null : soonest(open),
      attempts: 0,
      ...file,
      ...released,
    })
    if (!isOurs) throw new LeaseLost()
    const kind = row.ready_at === null ? 'export/ready' : 'export/completed'
    record({ kind, subject: `account:${account.id}`, about: row.id, facts: { sources: done.length, gaps: open.length } })
    if (row.ready_at !== null) return
    const { name, zone } = ports.content.organisation
    const locale = account.locale as Locale
    await queueMail(trx, ports, {
      accountId: account.id,
      to: account.email,
      template: 'export-ready',
      locale,
      facts: {
        organisation: name,
        link: `${ports.settings.baseUrl}/${locale}/me/copies`,
        until: longDay(new Date(expiresAt), locale, zone),
      },
    })
  })
}

function leaseKeeper(row: ExportRow, { clock, database }: Ports, lose: () => never): () => Promise<void> {
  let keptAt = clock.now().getTime()
  return async () => {
    const now = clock.now().getTime()
    if (now - keptAt < RENEW_AFTER_MS) return
    keptAt = now
    if (!(await updateLeased(database, row, { lease_until: now + LEASE_MS }))) lose()
  }
}

/** Our own floor failed. A copy that is ready stays ready; one that is not is given up after a while, and the person may ask again. */
async function tryLater(row: ExportRow, ports: Ports): Promise<void> {
  const { clock, random } = ports
  const attempts = row.attempts + 1
  const next = nextAttemptAt(attempts, clock.now(), random.fraction()).getTime()
  await commit(ports, async (trx, record) => {
    const isOver = row.ready_at === null && attempts >= TRIES_OF_OURS
    const change = isOver ? { status: 'failed', next_attempt_at: null } : { next_attempt_at: next }
    if (!(await updateLeased(trx, row, { attempts, ...change, ...released }))) return
    if (isOver) record({ kind: 'export/failed', subject: `account:${row.account_id}`, about: row.id })
  })
}

function soonest(open: readonly PartRow[]): number {
  return Math.min(...open.map((part) => part.next_attempt_at ?? 0))
}
