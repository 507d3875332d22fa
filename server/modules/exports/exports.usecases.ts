import type { z } from '@hono/zod-openapi'
import type { Export } from '#contract/exports.ts'
import { problem } from '#contract/problems.ts'
import type { Localized } from '#contract/shared.ts'
import { commit } from '#server/modules/audit/index.ts'
import { OWN_SOURCE, OWN_TITLE } from '#server/modules/own/index.ts'
import { titleColumn, titleIn } from '#server/modules/sources/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import type { Source } from '#server/ports/source.ts'
import {
  chosenIn,
  type ExportRow,
  exportsOf,
  findExport,
  holdAccount,
  insertExport,
  isExportRunning,
  type PartRow,
  partsOf,
} from './exports.repository.ts'

export type ExportAnswer = z.input<typeof Export>

const SHOWN_AT_MOST = 100

interface Wish {
  id: string
  accountId: string
  /** Ids of the register; everything without them. */
  categories?: readonly string[] | undefined
}

/**
 * Has a copy made. Asked twice with one id, it is made once.
 * @throws {ProblemError} request/invalid for a category that no system holds
 * @throws {ProblemError} export/already-running when another of this person's is under way
 */
export async function requestExport(ports: Ports, { id, accountId, categories }: Wish): Promise<ExportAnswer> {
  const chosen = categories ? [...new Set(categories)].sort() : null
  const parts = await partsFor(id, chosen, ports)
  const row = await commit(ports, async (trx, record) => {
    if (!(await holdAccount(trx, accountId))) throw problem('session/required')
    const known = await findExport(trx, id)
    if (known && known.account_id !== accountId) throw takenId()
    if (known) return known
    if (await isExportRunning(trx, accountId)) throw problem('export/already-running')
    const made = newExport(id, accountId, chosen, ports.clock.now().getTime())
    await insertExport(trx, made, parts)
    record({ kind: 'export/requested', subject: `account:${accountId}`, about: id })
    return made
  })
  return describe(row, await partsOf(ports.database, [row.id]))
}

/** Newest first. */
export async function listExports({ database }: Pick<Ports, 'database'>, accountId: string): Promise<ExportAnswer[]> {
  const rows = await exportsOf(database, accountId, SHOWN_AT_MOST)
  const parts = await partsOf(
    database,
    rows.map(({ id }) => id),
  )
  return rows.map((row) =>
    describe(
      row,
      parts.filter((part) => part.export_id === row.id),
    ),
  )
}

/** @throws {ProblemError} request/not-found, also for another person's copy */
export async function getExport(
  { database }: Pick<Ports, 'database'>,
  { id, accountId }: { id: string; accountId: string },
): Promise<ExportAnswer> {
  const row = await findExport(database, id)
  if (!row || row.account_id !== accountId) throw problem('request/not-found')
  return describe(row, await partsOf(database, [id]))
}

function describe(row: ExportRow, parts: readonly PartRow[]): ExportAnswer {
  const isKept = row.status === 'ready'
  return {
    id: row.id,
    status: row.status as ExportAnswer['status'],
    categories: chosenIn(row),
    requestedAt: iso(row.requested_at),
    readyAt: row.ready_at === null ? null : iso(row.ready_at),
    expiresAt: row.expires_at === null ? null : iso(row.expires_at),
    bytes: isKept ? row.bytes : null,
    sha256: isKept ? row.sha256 : null,
    parts: parts.map((part) => ({
      source: part.source_id,
      title: titleIn(part.title),
      status: part.status as ExportAnswer['parts'][number]['status'],
      records: part.records,
      nextAttemptAt: part.next_attempt_at === null || part.status === 'done' ? null : iso(part.next_attempt_at),
    })),
  }
}

function newExport(id: string, accountId: string, chosen: readonly string[] | null, now: number): ExportRow {
  return {
    id,
    account_id: accountId,
    categories: chosen && JSON.stringify(chosen),
    status: 'queued',
    requested_at: now,
    ready_at: null,
    expires_at: null,
    bytes: null,
    sha256: null,
    // Not null means: there may be files to remove one day.
    blob_key: `export-${id}`,
    next_attempt_at: now,
    attempts: 0,
    lease_owner: null,
    lease_until: null,
  }
}

function emptyPart(exportId: string, sourceId: string, title: Localized): PartRow {
  return {
    export_id: exportId,
    source_id: sourceId,
    title: titleColumn(title),
    status: 'waiting',
    records: 0,
    next_attempt_at: null,
    attempts: 0,
  }
}

/** The systems that may hold what was asked for. What we ourselves keep belongs to no category of the register, so it comes with everything. */
async function partsFor(id: string, chosen: readonly string[] | null, ports: Ports): Promise<PartRow[]> {
  const asked = await Promise.all(ports.sources.list().map((source) => describedOrSilent(source, ports)))
  if (chosen === null) return [emptyPart(id, OWN_SOURCE, OWN_TITLE), ...asked.map(({ source, title }) => emptyPart(id, source, title))]
  const holds = (category: string) => asked.some(({ categories }) => categories?.includes(category))
  const isSilent = asked.some(({ categories }) => categories === null)
  const strange = isSilent ? [] : chosen.filter((category) => !holds(category))
  const faults = strange.map((category) => ({ path: '/body/categories', message: `No system holds ${category}` }))
  if (faults.length > 0) throw problem('request/invalid', { faults })
  return asked
    .filter(({ categories }) => categories === null || chosen.some((category) => categories.includes(category)))
    .map(({ source, title }) => emptyPart(id, source, title))
}

/** A source that cannot even say its name goes by its id; whether it holds something is seen when it answers. */
async function describedOrSilent(source: Source, { log }: Pick<Ports, 'log'>) {
  try {
    const { title, collections } = await source.describe()
    return { source: source.id, title, categories: collections.map(({ category }) => category) }
  } catch (error) {
    log.error('export/source-silent', error, { source: source.id })
    return { source: source.id, title: { en: source.id }, categories: null }
  }
}

// Whose id it is stays unsaid.
function takenId() {
  return problem('request/invalid', { faults: [{ path: '/body/id', message: 'Make a new id' }] })
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
