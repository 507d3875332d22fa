import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ConsentDelivery, RecordQuery, Source, SourceRecord, SubjectKeys } from '#server/ports/source.ts'
import { SourceError } from '#server/ports/source.ts'

/** A connected system of the kind under test, with Ida and Jonas in it. */
export interface Rig {
  source: Source
  /** The same declaration over a system that is not there. */
  dead: Source
  /** A collection with more than ten of Ida's records, some of which contain `%` and some `_`. */
  collection: string
  /** Adds one of Ida's records to that collection, newer than all others. */
  addRecord(): Promise<void>
  /** Lets the time pass in which the system acts on what it was told. */
  settle(): void
  now(): Date
  close(): Promise<void>
}

const idasEmail = 'demo@acmemail.example'
const jonasEmail = 'jonas@acmemail.example'
const order = { planHash: 'a'.repeat(64), key: '0199a000-0000-7000-8000-000000000001' }

/** What every binding of a connected system must do. */
export function sourceSpecification(binding: string, open: () => Promise<Rig>): void {
  describe(`a source reached by ${binding}`, () => {
    let rig: Rig
    let source: Source
    let ida: SubjectKeys
    let jonas: SubjectKeys

    beforeEach(async () => {
      rig = await open()
      source = rig.source
      ida = await known(source, idasEmail)
      jonas = await known(source, jonasEmail)
    })
    afterEach(() => rig.close())

    it('describes its collections with category, retention and labelled fields', async () => {
      const { id, collections } = await source.describe()

      expect(id).toBe(source.id)
      expect(collections.map(({ name }) => name)).toContain(rig.collection)
      expect(collections.flatMap(({ fields }) => fields).every(({ label }) => label.en && label.de && label.ar)).toBe(true)
    })

    it('says that it is well', async () => {
      await expect(source.health()).resolves.toBeUndefined()
    })

    it('knows people by their address, letter case aside, and says so when it does not', async () => {
      expect(await source.identify(idasEmail.toUpperCase())).toEqual(ida)
      expect(jonas).not.toEqual(ida)
      expect(await source.identify('nobody@acmemail.example')).toBeNull()
      expect(await source.identify("' or 1=1 --")).toBeNull()
    })

    it('counts what it shows, day by day', async () => {
      const counts = await source.count(ida)
      const { collections } = await source.describe()
      const totals = await Promise.all(
        collections.map(async ({ name }) => [name, (await source.access(ida, { collection: name, limit: 1 })).total]),
      )

      expect(counts.map(({ collection, total }) => [collection, total])).toEqual(totals)
      expect(counts.map(({ total }) => total)).toEqual(counts.map(({ days }) => days.reduce((sum, { records }) => sum + records, 0)))
    })

    it('shows every record exactly once, newest first, while new ones arrive', async () => {
      const { total } = await source.access(ida, { collection: rig.collection, limit: 1 })

      const records = await walk(source, ida, rig.collection, () => rig.addRecord())

      expect(records).toHaveLength(total)
      expect(new Set(records.map(({ id }) => id)).size).toBe(total)
      const times = records.map(({ recordedAt }) => recordedAt?.getTime() ?? 0)
      expect(times).toEqual(times.toSorted((one, other) => other - one))
    })

    it.each(['%', '_'])('takes %s in a search for itself', async (sign) => {
      const { total } = await source.access(ida, { collection: rig.collection, limit: 1 })

      const found = await source.access(ida, { collection: rig.collection, search: sign, limit: 100 })

      expect(found.total).toBeGreaterThan(0)
      expect(found.total).toBeLessThan(total)
      expect(found.records.every(({ title, values }) => [title, ...Object.values(values)].join().includes(sign))).toBe(true)
    })

    it('shows the records of an interval and no others, page by page, the end exclusive', async () => {
      const all = await walk(source, ida, rig.collection)
      const times = all.flatMap(({ recordedAt }) => recordedAt ?? []).toSorted((one, other) => one.getTime() - other.getTime())
      const [recordedFrom, recordedBefore] = [times[Math.floor(times.length / 3)], times.at(-1)] as [Date, Date]
      const isWithin = ({ recordedAt }: SourceRecord) => recordedAt !== null && recordedAt >= recordedFrom && recordedAt < recordedBefore

      const found = await walk(source, ida, rig.collection, undefined, { recordedFrom, recordedBefore })
      const { total } = await source.access(ida, { collection: rig.collection, recordedFrom, recordedBefore, limit: 1 })

      expect(found.map(({ id }) => id)).toEqual(all.filter(isWithin).map(({ id }) => id))
      expect([total, found.length > 0, found.length < all.length]).toEqual([found.length, true, true])
    })

    it.each(['x', '!!!', 'W10', 'eyJhIjoxfQ', '9'.repeat(300)])('refuses %s as a cursor', async (cursor) => {
      const asked = source.access(ida, { collection: rig.collection, cursor, limit: 10 })

      await expect(asked).rejects.toMatchObject({ code: 'request/invalid' })
    })

    it('plans what it counts and changes nothing by it', async () => {
      const counts = await source.count(ida)

      const plan = await source.plan(ida)

      expect(plan.map(({ name, count }) => [name, count]).toSorted()).toEqual(
        counts.map(({ collection, total }) => [collection, total]).toSorted(),
      )
      expect(await source.count(ida)).toEqual(counts)
    })

    it('says of everything that stays why and until when, of everything else nothing', async () => {
      const plan = await source.plan(ida)

      const kept = plan.filter(({ mode }) => mode === 'keep')
      expect(kept.every(({ ground, until }) => ground?.en && /^\d{4}-\d\d-\d\d$/.test(until ?? ''))).toBe(true)
      expect(plan.filter(({ mode }) => mode !== 'keep').every(({ ground, until }) => ground === null && until === null)).toBe(true)
    })

    it('erases what it planned, and answers a second request with the first report', async () => {
      const plan = await source.plan(ida)

      const first = await source.erase(ida, order)
      const second = await source.erase(ida, order)

      expect(first).toEqual(plan)
      expect(second).toEqual(first)
      const after = await source.plan(ida)
      expect(after.filter(({ mode }) => mode === 'erase').every(({ count }) => count === 0)).toBe(true)
      expect(await source.identify(idasEmail)).toBeNull()
    })

    it('leaves the second person as they were', async () => {
      const counts = await source.count(jonas)
      const records = await walk(source, jonas, rig.collection)

      await source.erase(ida, order)

      expect(await source.count(jonas)).toEqual(counts)
      expect(await walk(source, jonas, rig.collection)).toEqual(records)
    })

    it("never shows the second person's records to the first", async () => {
      const mine = await walk(source, ida, rig.collection)
      const theirs = await walk(source, jonas, rig.collection)

      expect(mine.filter(({ id }) => theirs.some((record) => record.id === id))).toEqual([])
      expect(theirs.length).toBeGreaterThan(0)
    })

    it('confirms a decision once it acts on it, not before, and takes it twice as once', async () => {
      const decided = delivery(rig, 'denied')

      const before = await source.verify(ida, decided)
      await source.consent(ida, decided)
      await source.consent(ida, decided)
      rig.settle()

      expect(before).toBe(false)
      expect(await source.verify(ida, decided)).toBe(true)
    })

    it('lets the newest decision win, in whatever order they arrive', async () => {
      const older = delivery(rig, 'granted', -60_000)
      const newer = { ...delivery(rig, 'denied'), key: '0199a000-0000-7000-8000-00000000000b' }

      await source.consent(ida, newer)
      await source.consent(ida, older)
      rig.settle()

      expect(await source.verify(ida, newer)).toBe(true)
      expect(await source.verify(ida, older)).toBe(true)
      expect(await source.verify(ida, { ...newer, state: 'granted' })).toBe(false)
    })

    it('fails as a source when the system is not there, but still says what it would hold', async () => {
      const { dead } = rig

      await expect(dead.health()).rejects.toBeInstanceOf(SourceError)
      await expect(dead.identify(idasEmail)).rejects.toBeInstanceOf(SourceError)
      await expect(dead.count(ida)).rejects.toBeInstanceOf(SourceError)
      await expect(dead.consent(ida, delivery(rig, 'denied'))).rejects.toBeInstanceOf(SourceError)
      await expect(dead.erase(ida, order)).rejects.toBeInstanceOf(SourceError)
      expect((await dead.describe()).collections.length).toBeGreaterThan(0)
    })

    it('never widens to everybody when a key of the person is missing', async () => {
      const counted = await source.count({}).catch((error: unknown) => error)

      const isSafe = counted instanceof SourceError || (Array.isArray(counted) && counted.every(({ total }) => total === 0))
      expect(isSafe).toBe(true)
    })
  })
}

async function known(source: Source, email: string): Promise<SubjectKeys> {
  const keys = await source.identify(email)
  if (!keys) throw new Error(`${source.id} does not know ${email}`)
  return keys
}

function delivery(rig: Rig, state: 'granted' | 'denied', shiftMs = 0): ConsentDelivery {
  const decidedAt = new Date(rig.now().getTime() + shiftMs)
  return { key: '0199a000-0000-7000-8000-00000000000a', purpose: 'offers', channel: 'email', state, decidedAt }
}

async function walk(
  source: Source,
  subject: SubjectKeys,
  collection: string,
  between: () => Promise<void> = async () => undefined,
  within: Pick<RecordQuery, 'recordedFrom' | 'recordedBefore'> = {},
) {
  const records: SourceRecord[] = []
  let cursor: string | undefined
  do {
    const page = await source.access(subject, { ...within, collection, cursor, limit: 7 })
    records.push(...page.records)
    cursor = page.nextCursor ?? undefined
    await between()
  } while (cursor !== undefined)
  return records
}
