import * as routes from '#contract/choices.ts'
import type { RouteShape } from '#contract/route.ts'
import type { Context } from '#server/http/context.ts'
import { consentsEndpoints } from '#server/modules/consents/index.ts'
import type { Clock } from '#server/ports/clock.ts'
import type { Purpose } from '#server/ports/content.ts'
import type { Database } from '#server/ports/database.ts'
import type { Ports } from '#server/ports/ports.ts'
import { type ConsentDelivery, type Source, SourceError, type SubjectKeys } from '#server/ports/source.ts'
import type { OpenDatabase } from '#tests/support/databases.ts'
import { type MovableClock, movableClock, type TestPorts, testPorts } from '#tests/support/ports.ts'
import { sweepPropagation } from './propagation.sweep.ts'

export type State = ConsentDelivery['state']

/** A source that a test can take down, and that counts what it did. It acts on the newest decision, as every source must. */
export interface ScriptedSource extends Source {
  isDown: boolean
  /** What it answers to a refusal, in milliseconds. */
  retryAfterMs: number | null
  /** People it has never heard of. */
  readonly strangers: Set<string>
  /** How often it acted; a key it has seen is no act. */
  acts: number
  readonly seen: Set<string>
  /** Every question and delivery it was reached by, answered or not. */
  calls: number
  readonly standing: Map<string, { state: State; decidedAt: Date }>
  /** What happens elsewhere, once, while a delivery is under way. */
  meanwhile: (() => Promise<unknown>) | null
  /** How long it takes from hearing to acting, in milliseconds. */
  delayMs: number
}

export function scriptedSource(id: string, clock: Clock): ScriptedSource {
  const heardAt = new Map<string, number>()
  const answer = (source: ScriptedSource) => {
    source.calls += 1
    if (source.isDown) throw new SourceError('source/down', source.retryAfterMs)
  }
  const source: ScriptedSource = {
    id,
    isDown: false,
    retryAfterMs: null,
    strangers: new Set(),
    acts: 0,
    seen: new Set(),
    calls: 0,
    standing: new Map(),
    meanwhile: null,
    delayMs: 0,
    describe: async () => ({ id, title: { en: `The ${id}` }, collections: [], purposes: [] }),
    health: async () => answer(source),
    count: async () => [],
    access: async () => ({ records: [], total: 0, nextCursor: null }),
    plan: async () => [],
    erase: async () => [],
    async identify(email) {
      answer(source)
      return source.strangers.has(email) ? null : { email }
    },
    async consent(keys, delivery) {
      answer(source)
      act(source, keys, delivery)
      const { meanwhile } = source
      source.meanwhile = null
      await meanwhile?.()
      heardAt.set(delivery.key, heardAt.get(delivery.key) ?? clock.now().getTime())
    },
    async verify(keys, delivery) {
      answer(source)
      const since = heardAt.get(delivery.key)
      const standing = source.standing.get(keys.email as string)
      return since !== undefined && clock.now().getTime() >= since + source.delayMs && (standing?.decidedAt ?? 0) >= delivery.decidedAt
    },
  }
  return source
}

function act(source: ScriptedSource, keys: SubjectKeys, { key, state, decidedAt }: ConsentDelivery): void {
  if (source.seen.has(key)) return
  source.seen.add(key)
  source.acts += 1
  const person = keys.email as string
  const standing = source.standing.get(person)
  if (!standing || standing.decidedAt < decidedAt) source.standing.set(person, { state, decidedAt })
}

export function newsletter(...sources: readonly string[]): Purpose {
  return {
    id: 'newsletter',
    title: { en: 'Newsletter', de: 'Rundbrief' },
    channel: 'email',
    wording: { id: 'newsletter-1', text: { en: 'Send me news by e-mail.', de: 'Schicken Sie mir Neues per E-Mail.' } },
    lockedReason: null,
    sources,
  }
}

/** Ports whose content knows the newsletter, told to these sources. */
export function propagationPorts(database: Database, clock: MovableClock, sources: readonly ScriptedSource[]): TestPorts {
  const { content } = testPorts(database)
  return testPorts(database, {
    clock,
    sources: { list: () => sources, get: (id) => sources.find((source) => source.id === id) },
    content: { ...content, purposes: [newsletter(...sources.map(({ id }) => id))] },
  })
}

export interface PropagationRig {
  opened: OpenDatabase
  clock: MovableClock
  sources: readonly ScriptedSource[]
  ports: TestPorts
  api: Api
  /** Ids of accounts. */
  people: readonly string[]
}

/** A database of its own, sources that hear of the newsletter, and people with accounts. @param change what else the ports should be */
export async function openPropagation(
  open: () => Promise<OpenDatabase>,
  {
    sources: ids,
    people = 1,
    change = (ports) => ports,
  }: { sources: readonly string[]; people?: number; change?: (ports: TestPorts) => TestPorts },
): Promise<PropagationRig> {
  const opened = await open()
  const clock = movableClock(new Date('2026-03-02T09:00:00Z'))
  const sources = ids.map((id) => scriptedSource(id, clock))
  const ports = change(propagationPorts(opened.database, clock, sources))
  return { opened, clock, sources, ports, api: consentsApi(ports), people: await openAccounts(ports, people) }
}

/** People with accounts; returns their ids. */
export async function openAccounts({ database, random, clock }: Ports, count: number, from = 0): Promise<string[]> {
  const accounts = Array.from({ length: count }, (_, number) => ({
    id: random.id(),
    email: `person-${from + number}@mail.example`,
    email_key: `key-${from + number}`,
    name: null,
    locale: 'en',
    password_hash: null,
    created_at: clock.now().getTime(),
    closed_at: null,
  }))
  await database.insertInto('accounts').values(accounts).execute()
  return accounts.map(({ id }) => id)
}

export interface Api {
  decide(accountId: string, state: routes.ChoiceState, decision?: Partial<routes.DecisionRequest>): Promise<{ choices: routes.Choice[] }>
  call<T>(route: RouteShape, input?: { params?: unknown; query?: unknown; body?: unknown }, context?: Partial<Context>): Promise<T>
  as(accountId: string): Partial<Context>
}

/** The consents endpoints, called as the app calls them. */
export function consentsApi(ports: Ports): Api {
  const endpoints = consentsEndpoints(ports, { later: (run) => queueMicrotask(run) })
  const as = (accountId: string): Partial<Context> => ({
    caller: {
      kind: 'holder',
      accountId,
      sessionId: accountId,
      email: 'person@mail.example',
      locale: 'en',
      authenticatedAt: ports.clock.now(),
      locked: false,
    },
  })
  const call: Api['call'] = async <T>(route: RouteShape, input: object = {}, context: Partial<Context> = {}) => {
    const found = endpoints.find((endpoint) => endpoint.route === route)
    if (!found) throw new Error(`no endpoint for ${route.path}`)
    return (await found.handle({ params: {}, query: {}, body: undefined, ...input }, { origin: null, ...context } as Context)) as T
  }
  return {
    as,
    call,
    decide: (accountId, state, decision = {}) => {
      const standard = { id: ports.random.id(), purpose: 'newsletter', channel: 'email', state, wording: 'newsletter-1', language: 'en' }
      return call(routes.decide, { body: { decisions: [{ ...standard, ...decision }] } }, as(accountId))
    },
  }
}

/** Sweeps until nothing is due. */
export async function sweepUntilQuiet(ports: Ports): Promise<void> {
  while ((await sweepPropagation(ports)) > 0);
}

/** Lets time go by in steps, sweeping at each. */
export async function passTime(
  ports: Ports & { clock: MovableClock },
  { minutes, step }: { minutes: number; step: number },
): Promise<void> {
  for (let passed = 0; passed < minutes; passed += step) {
    ports.clock.advance({ minutes: step })
    await sweepUntilQuiet(ports)
  }
}

/** How many obligations there are in each state. */
export async function obligationsByStatus({ database }: Ports): Promise<Record<string, number>> {
  const rows = await database
    .selectFrom('obligations')
    .select('status')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .groupBy('status')
    .execute()
  return Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]))
}

/** How many events or tasks there are of each kind, of those asked for. */
export async function countByKind(
  { database }: Ports,
  table: 'events' | 'tasks',
  kinds: readonly string[],
  isOpen?: boolean,
): Promise<number[]> {
  const rows = await database.selectFrom(table).selectAll().where('kind', 'in', kinds).execute()
  const counted = isOpen ? rows.filter((row) => 'closed_at' in row && row.closed_at === null) : rows
  return kinds.map((kind) => counted.filter((row) => row.kind === kind).length)
}

/** Ports that answer so many questions about time, chance and hashes, and then never again. */
export function killedAt(ports: TestPorts, question: number): TestPorts {
  let asked = 0
  const until = <T>(answer: () => T): T => {
    asked += 1
    if (asked >= question) throw new Error('killed')
    return answer()
  }
  const { clock, random, hasher } = ports
  return {
    ...ports,
    clock: { ...clock, now: () => until(() => clock.now()) },
    random: { ...random, id: () => until(() => random.id()), fraction: () => until(() => random.fraction()) },
    hasher: { ...hasher, sha256: (text) => until(() => hasher.sha256(text)) },
  }
}
