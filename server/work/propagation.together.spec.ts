import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { movableClock, type TestPorts } from '#tests/support/ports.ts'
import {
  consentsApi,
  obligationsByStatus,
  openAccounts,
  passTime,
  propagationPorts,
  type ScriptedSource,
  scriptedSource,
} from './propagation.fixture.ts'
import { sweepPropagation } from './propagation.sweep.ts'

const PEOPLE = 60

describe('what sources have answered', () => {
  let opened: OpenDatabase
  let ports: TestPorts
  let source: ScriptedSource

  beforeEach(async () => {
    opened = await (engines[0] as (typeof engines)[number]).open()
    const clock = movableClock(new Date('2026-03-02T09:00:00Z'))
    source = scriptedSource('letters', clock)
    ports = propagationPorts(opened.database, clock, [source])
    const api = consentsApi(ports)
    await Promise.all((await openAccounts(ports, PEOPLE)).map((id) => api.decide(id, 'denied')))
  })
  afterEach(() => opened.close())

  const batches = async () => (await opened.database.selectFrom('batches').select('id').execute()).length

  it('is written down for many people with few commits', async () => {
    const before = await batches()

    await sweepPropagation(ports)

    expect(await obligationsByStatus(ports)).toEqual({ sent: PEOPLE })
    expect((await batches()) - before).toBeLessThanOrEqual(4)
  })

  it('is written one by one where one of them cannot be written, so that it holds up nobody else', async () => {
    const { id } = await opened.database.selectFrom('obligations').select('id').limit(1).offset(30).executeTakeFirstOrThrow()
    const refusal = sql.raw(
      `create trigger refused before update on obligations when new.id = '${id}' and new.status = 'sent' begin select raise(abort, 'disk error'); end`,
    )
    await refusal.execute(opened.database)

    await expect(sweepPropagation(ports)).rejects.toThrow('disk error')
    const meanwhile = await obligationsByStatus(ports)
    await sql.raw('drop trigger refused').execute(opened.database)
    await passTime(ports, { minutes: 10, step: 1 })

    expect(meanwhile.sent).toBeGreaterThan(30)
    expect(await obligationsByStatus(ports)).toEqual({ confirmed: PEOPLE })
    expect(source.acts).toBe(PEOPLE)
  })

  it('of a slow source shows after each of its answers', async () => {
    const seen: number[] = []
    const slow = source.consent.bind(source)
    source.consent = async (keys, delivery) => {
      seen.push((await obligationsByStatus(ports)).sent ?? 0)
      ports.clock.advance({ milliseconds: 2_000 })
      return slow(keys, delivery)
    }

    await sweepPropagation(ports)

    expect(seen.slice(0, 4)).toEqual([0, 1, 2, 3])
  })
})
