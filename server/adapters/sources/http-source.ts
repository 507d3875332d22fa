import type { z } from 'zod'
import type { Clock } from '#server/ports/clock.ts'
import type { Random } from '#server/ports/random.ts'
import {
  type CollectionPlan,
  type ConsentDelivery,
  type RecordQuery,
  type Source,
  SourceError,
  type SubjectKeys,
} from '#server/ports/source.ts'
import { badCursor } from './cursor.ts'
import type { HttpDeclaration } from './declaration.ts'
import { described } from './described.ts'
import { Accepted, Accessed, Counted, Healthy, Identified, Plan, Verified } from './http-wire.ts'
import type { Post } from './post.ts'
import { retryAfterMs } from './retry-after.ts'
import { signedHeaders } from './signature.ts'

interface Wires {
  /** Where the operations are, without a slash at the end. */
  url: string
  /** `whsec_` and base64. */
  secret: string
  post: Post
  clock: Clock
  random: Pick<Random, 'id'>
}

/** A system reached by signed requests: `POST <url>/<operation>` with JSON, answered with JSON. */
export function createHttpSource(declaration: HttpDeclaration, { url, secret, post, clock, random }: Wires): Source {
  const { id, collections } = declaration

  /** @param delivery names the message, the same for each attempt */
  async function ask<S extends z.ZodType>(
    operation: string,
    answer: S,
    body: object,
    delivery: string = random.id(),
  ): Promise<z.output<S>> {
    const payload = JSON.stringify(body)
    const headers = await signedHeaders(secret, delivery, clock.now(), payload)
    const {
      status,
      retryAfter,
      body: text,
    } = await post(`${url}/${operation}`, headers, payload).catch((error: unknown) => {
      throw error instanceof SourceError ? new SourceError(`${id}: ${error.message}`, error.retryAfterMs) : error
    })
    if (status < 200 || status > 299)
      throw new Refusal(`${id}: ${operation} answered ${status}`, status, retryAfterMs(retryAfter, clock.now()))
    const parsed = answer.safeParse(readJson(text))
    if (!parsed.success) throw new SourceError(`${id}: ${operation} answered what the contract does not know`)
    return parsed.data
  }

  const known = (name: string) => collections.find((collection) => collection.name === name)
  /** A plan names every declared collection once, no other. */
  function planOf(entries: z.output<typeof Plan>['collections']): readonly CollectionPlan[] {
    if (entries.length !== collections.length || new Set(entries.map(({ name }) => name)).size !== entries.length)
      throw new SourceError(`${id}: the plan does not name each collection once`)
    return entries.map((entry) => {
      const collection = known(entry.name)
      if (!collection) throw new SourceError(`${id}: the plan names a collection that is not declared`)
      return { ...entry, category: collection.category }
    })
  }
  const wire = (subject: SubjectKeys, { decidedAt, ...delivery }: ConsentDelivery) => ({
    subject,
    ...delivery,
    decidedAt: decidedAt.toISOString(),
  })

  return {
    id,
    describe: async () => described(declaration, declaration.purposes),
    health: async () => void (await ask('health', Healthy, {})),
    identify: async (email) => (await ask('identify', Identified, { email })).subject,
    async count(subject) {
      const counted = await ask('count', Counted, { subject })
      return counted.collections.filter(({ collection }) => known(collection))
    },
    async access(subject, query) {
      const fields = known(query.collection)?.fields
      if (!fields) throw new SourceError(`${id}: no such collection`)
      try {
        const page = await ask('access', Accessed, { subject, ...query })
        if (page.records.length > query.limit) throw new SourceError(`${id}: the page is longer than asked`)
        if (page.records.some((record) => !isWithin(record, query)))
          throw new SourceError(`${id}: a record lies outside the time that was asked for`)
        const records = page.records.map(({ recordedAt, values, ...record }) => ({
          ...record,
          recordedAt: recordedAt === null ? null : new Date(recordedAt),
          values: Object.fromEntries(fields.flatMap(({ name }) => (Object.hasOwn(values, name) ? [[name, values[name] ?? '']] : []))),
        }))
        return { ...page, records }
      } catch (error) {
        throw error instanceof Refusal && error.status === 422 && query.cursor !== undefined ? badCursor() : error
      }
    },
    plan: async (subject) => planOf((await ask('plan', Plan, { subject })).collections),
    erase: async (subject, order) => planOf((await ask('erase', Plan, { subject, ...order }, order.key)).collections),
    consent: async (subject, delivery) => void (await ask('consent', Accepted, wire(subject, delivery), delivery.key)),
    verify: async (subject, delivery) => (await ask('verify', Verified, wire(subject, delivery))).acts,
  }
}

/** A system that does not know the interval would show everything as if it were the answer. */
function isWithin({ recordedAt }: { recordedAt: string | null }, { recordedFrom, recordedBefore }: RecordQuery): boolean {
  if (!recordedFrom && !recordedBefore) return true
  const at = recordedAt === null ? Number.NaN : Date.parse(recordedAt)
  return at >= (recordedFrom?.getTime() ?? Number.NEGATIVE_INFINITY) && at < (recordedBefore?.getTime() ?? Number.POSITIVE_INFINITY)
}

class Refusal extends SourceError {
  readonly status: number

  constructor(message: string, status: number, retryAfterMs: number | null) {
    super(message, retryAfterMs)
    this.status = status
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
