import type { KyselyPlugin } from 'kysely'
import type { Blobs } from '#server/ports/blobs.ts'
import type { Ports } from '#server/ports/ports.ts'
import { type CollectionPlan, type Source, SourceError, type SourceRecord } from '#server/ports/source.ts'

export interface Holding {
  name: string
  category: string
  mode: 'erase' | 'mask' | 'keep'
  fields: readonly string[]
  records: SourceRecord[]
}

/** A source with records of its own, that a test can take down. It erases once per key, as every source must. */
export interface HoldingSource extends Source {
  isDown: boolean
  /** What it answers to a refusal, in milliseconds. */
  retryAfterMs: number | null
  readonly holdings: Holding[]
  /** Keys and orders of each erasure it carried out. */
  readonly erased: { key: string; planHash: string; subject: string }[]
  /** As after a restore of its own backup. */
  forgetsItsReports(): void
}

export function holdingSource(id: string, holdings: Holding[]): HoldingSource {
  const reports = new Map<string, readonly CollectionPlan[]>()
  const answer = () => {
    if (source.isDown) throw new SourceError('source/down', source.retryAfterMs)
  }
  const plan = () => holdings.map(planned)
  const source: HoldingSource = {
    id,
    isDown: false,
    retryAfterMs: null,
    holdings,
    erased: [],
    forgetsItsReports: () => reports.clear(),
    describe: async () => ({
      id,
      title: { en: `The ${id}` },
      purposes: [],
      collections: holdings.map(({ name, category, fields }) => ({
        name,
        category,
        title: { en: name },
        retention: { kind: 'until-removed' },
        fields: fields.map((field) => ({ name: field, label: { en: field } })),
      })),
    }),
    health: async () => answer(),
    async identify(email) {
      answer()
      return email.startsWith('stranger') ? null : { person: email }
    },
    count: async () => [],
    async access(_, { collection, cursor = '0', limit }) {
      answer()
      const records = holdings.find(({ name }) => name === collection)?.records ?? []
      const from = Number(cursor)
      const next = from + limit
      return { records: records.slice(from, next), total: records.length, nextCursor: next < records.length ? String(next) : null }
    },
    async plan() {
      answer()
      return plan()
    },
    async erase({ person = '' }, { key, planHash }) {
      answer()
      const before = reports.get(key)
      if (before) return before
      const report = plan()
      reports.set(key, report)
      source.erased.push({ key, planHash, subject: person })
      return report
    },
    consent: async () => undefined,
    verify: async () => true,
  }
  return source
}

function planned({ name, category, mode, records }: Holding): CollectionPlan {
  const isKept = mode === 'keep'
  return { name, category, mode, count: records.length, ground: isKept ? { en: 'A law' } : null, until: isKept ? '2033-12-31' : null }
}

export function recordsNamed(prefix: string, count: number): SourceRecord[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `${prefix}-${at}`,
    recordedAt: new Date(Date.UTC(2026, 1, 1) + at * 60_000),
    title: `${prefix} ${at}`,
    values: { subject: `Subject ${at}` },
  }))
}

/** Files in memory whose names a test can read. */
export function openBlobs(): Blobs & { names(): string[] } {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>()
  return {
    async write(key, stream) {
      const bytes = new Uint8Array(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer())
      kept.set(key, bytes)
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
      return { bytes: bytes.length, sha256: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') }
    },
    async read(key, range) {
      const bytes = kept.get(key)
      return bytes === undefined ? null : new Blob([range ? bytes.subarray(range.from, range.to + 1) : bytes]).stream()
    },
    remove: async (key) => void kept.delete(key),
    names: () => [...kept.keys()].sort(),
  }
}

/**
 * The ports of a process that dies at the given touch of the outside: the query, file or question of that number fails, and every later one.
 * @returns the ports and how many touches there were
 */
export function dyingAt<P extends Ports>(touch: number, ports: P): { ports: P; touches(): number } {
  let touches = 0
  const living = () => {
    touches += 1
    if (touches >= touch) throw new Error('killed')
  }
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      living()
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const watched = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(on, name) {
        const value: unknown = Reflect.get(on, name)
        if (typeof value !== 'function') return value
        return async (...args: unknown[]) => {
          living()
          return Reflect.apply(value, on, args)
        }
      },
    })
  const sources = ports.sources.list().map(watched)
  return {
    ports: {
      ...ports,
      database: ports.database.withPlugin(plugin),
      blobs: watched(ports.blobs),
      sources: { list: () => sources, get: (id: string) => sources.find((source) => source.id === id) },
    },
    touches: () => touches,
  }
}

/** The files of a ZIP that stores without compressing, by name. */
export function unzipped(zip: Uint8Array): Map<string, string> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const text = (from: number, length: number) => new TextDecoder('utf-8', { fatal: true }).decode(zip.subarray(from, from + length))
  const end = zip.length - 22
  const files = new Map<string, string>()
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const nameLength = view.getUint16(at + 28, true)
    const start = view.getUint32(at + 42, true) + 30 + nameLength
    files.set(text(at + 46, nameLength), text(start, view.getUint32(at + 24, true)))
    at += 46 + nameLength + view.getUint16(at + 30, true)
  }
  return files
}
