import type { Localized } from '#contract/shared.ts'
import type { Retention } from '#domain/retention.ts'

/** The keys a source knows a person by, e.g. `{ account_id: '42' }`. Resolved once by `identify`, kept by the erasure ledger: after masking, nothing can be found by e-mail. */
export type SubjectKeys = Readonly<Record<string, string>>

export interface SourceCollection {
  name: string
  title: Localized
  /** The category of the register of processing that this collection holds. */
  category: string
  retention: Retention
  /** `unit` says of what the value is a count, where a reader would not know how much that is. */
  fields: readonly { name: string; label: Localized; unit?: 'bytes' | undefined }[]
}

export interface SourceDescription {
  id: string
  title: Localized
  collections: readonly SourceCollection[]
  /** Purposes whose decisions this source must be told. */
  purposes: readonly string[]
}

export interface SourceRecord {
  id: string
  recordedAt: Date | null
  title: string
  values: Readonly<Record<string, string>>
}

export interface RecordQuery {
  collection: string
  search?: string | undefined
  /** Only records whose own time lies in this interval, the end exclusive; records without a time never do. */
  recordedFrom?: Date | undefined
  recordedBefore?: Date | undefined
  /** As handed out by the page before. */
  cursor?: string | undefined
  limit: number
}

export interface CollectionCount {
  collection: string
  total: number
  /** Records per UTC day of recording, oldest first; empty where records carry no time. */
  days: readonly { on: string; records: number }[]
}

/** What an erasure will do to a collection, with the count found now. */
export interface CollectionPlan {
  name: string
  category: string
  mode: 'erase' | 'mask' | 'keep'
  count: number
  ground: Localized | null
  /** Calendar day until which something is kept. */
  until: string | null
}

export interface ConsentDelivery {
  /** The obligation's id: a source that has seen it does nothing twice. */
  key: string
  purpose: string
  channel: string
  /** `reduced`: yes, but less often. */
  state: 'granted' | 'reduced' | 'denied'
  decidedAt: Date
}

/** A source said no or did not answer. `retryAfterMs` is its own wish, if it told one. */
export class SourceError extends Error {
  readonly retryAfterMs: number | null

  constructor(message: string, retryAfterMs: number | null = null) {
    super(message)
    this.name = 'SourceError'
    this.retryAfterMs = retryAfterMs
  }
}

/**
 * One of the operator's systems. Every method throws SourceError when the system cannot be reached or refuses.
 * One specification runs against every binding (SQL declared in YAML, HTTP signed per Standard Webhooks).
 */
export interface Source {
  readonly id: string
  describe(): Promise<SourceDescription>
  health(): Promise<void>
  /** The keys of the person who owns this proven e-mail address, or null when the system does not know them. */
  identify(email: string): Promise<SubjectKeys | null>
  count(subject: SubjectKeys): Promise<readonly CollectionCount[]>
  access(subject: SubjectKeys, query: RecordQuery): Promise<{ records: readonly SourceRecord[]; total: number; nextCursor: string | null }>
  plan(subject: SubjectKeys): Promise<readonly CollectionPlan[]>
  /** Idempotent per `key`: asked twice, it answers with the first report. */
  erase(subject: SubjectKeys, order: { planHash: string; key: string }): Promise<readonly CollectionPlan[]>
  consent(subject: SubjectKeys, delivery: ConsentDelivery): Promise<void>
  /** Whether the system itself says that it acts on the decision (or on a newer one). */
  verify(subject: SubjectKeys, delivery: ConsentDelivery): Promise<boolean>
}

export interface Sources {
  list(): readonly Source[]
  get(id: string): Source | undefined
}
