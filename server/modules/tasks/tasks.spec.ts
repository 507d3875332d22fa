import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Choice } from '#contract/choices.ts'
import * as choices from '#contract/choices.ts'
import type { RouteShape } from '#contract/route.ts'
import * as routes from '#contract/tasks.ts'
import type { Context } from '#server/http/context.ts'
import {
  type Api,
  consentsApi,
  openAccounts,
  passTime,
  propagationPorts,
  type ScriptedSource,
  scriptedSource,
} from '#server/work/propagation.fixture.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { movableClock, type TestPorts } from '#tests/support/ports.ts'
import { tasksEndpoints } from './index.ts'

const DAY = 24 * 60

describe.each(engines)('what waits for a person when a system does not honour a decision, on $name', ({ open }) => {
  let opened: OpenDatabase
  let ports: TestPorts
  let source: ScriptedSource
  let api: Api
  let person: string

  beforeEach(async () => {
    opened = await open()
    const clock = movableClock(new Date('2026-03-02T09:00:00Z'))
    source = scriptedSource('letters', clock)
    source.isDown = true
    ports = propagationPorts(opened.database, clock, [source])
    api = consentsApi(ports)
    ;[person] = (await openAccounts(ports, 1)) as [string]
    await api.decide(person, 'denied')
  })
  afterEach(() => opened.close())

  const call = async <T>(route: RouteShape, input: object): Promise<T> => {
    const found = tasksEndpoints(ports).find((one) => one.route === route)
    return (await found?.handle({ params: {}, query: {}, body: undefined, ...input }, {} as Context)) as T
  }
  const list = (query: object = {}) =>
    call<{ tasks: routes.Task[]; nextCursor: string | null }>(routes.listTasks, { query: { limit: 20, ...query } })
  const kinds = async () => (await list()).tasks.map(({ kind }) => kind)
  const choice = async () => (await api.call<{ choices: Choice[] }>(choices.listChoices, {}, api.as(person))).choices[0]

  it('is nothing on the first day', async () => {
    await passTime(ports, { minutes: DAY, step: 60 })

    expect(await list()).toEqual({ tasks: [], nextCursor: null })
  })

  it('is a warning at half of the time and another at four fifths, and both end when the system confirms', async () => {
    await passTime(ports, { minutes: 6 * DAY, step: 120 })
    const halfOver = await kinds()
    await passTime(ports, { minutes: 3 * DAY, step: 120 })
    const mostOver = await kinds()
    source.isDown = false
    await passTime(ports, { minutes: 6 * 60, step: 30 })

    expect(halfOver).toEqual(['propagation/half-over'])
    expect(mostOver.toSorted()).toEqual(['propagation/half-over', 'propagation/most-over'])
    expect(await kinds()).toEqual([])
  })

  it('is a breach from the end of the tenth day on: shown to the person, told by mail, and a task until a person closes it', async () => {
    const target = (await choice())?.propagation?.targetAt
    await passTime(ports, { minutes: 11 * DAY, step: 120 })

    const [breach] = (await list({ kind: 'propagation/breached' })).tasks
    expect(target).toBe('2026-03-04T09:00:00.000Z')
    expect((await choice())?.propagation).toMatchObject({ honouredAt: null, obligations: [{ source: 'letters', status: 'breached' }] })
    expect(routes.Task.parse(breach)).toMatchObject({
      dueAt: '2026-03-12T23:00:00.000Z',
      obligation: { source: 'letters', account: person, purpose: 'newsletter', status: 'breached', lastError: 'source/down' },
    })
    const mails = opened.database.selectFrom('outbox').select(['account_id', 'template'])
    expect(await mails.where('template', 'not like', 'alarm-%').execute()).toEqual([{ account_id: person, template: 'promise-missed' }])
  })

  it('reaches the privacy team by mail at each degree, with the task, and names nobody', async () => {
    await passTime(ports, { minutes: 11 * DAY, step: 120 })

    const mails = await opened.database
      .selectFrom('outbox')
      .selectAll()
      .where('template', 'like', 'alarm-%')
      .orderBy('created_at')
      .execute()
    const opening = await opened.database.selectFrom('tasks').select('opened_at').orderBy('opened_at').execute()
    expect(mails.map(({ template, facts }) => [template, JSON.parse(facts)])).toEqual(
      (
        [
          ['alarm-late', 50, 'half-over'],
          ['alarm-late', 80, 'most-over'],
          ['alarm-breached', 100, 'breached'],
        ] as const
      ).map(([template, percent, kind]) => [
        template,
        {
          link: `http://localhost:4400/api/tasks?kind=propagation%2F${kind}`,
          percent,
          system: 'letters',
          until: { at: '2026-03-12T23:00:00.000Z' },
        },
      ]),
    )
    expect(mails.map(({ to_address, account_id, created_at }) => [to_address, account_id, created_at])).toEqual(
      opening.map(({ opened_at }) => [ports.content.organisation.contactEmail, null, opened_at]),
    )
  })

  it('is told to the privacy team once an hour at most for each system and degree, however many people it concerns', async () => {
    const [second, third] = (await openAccounts(ports, 2, 1)) as [string, string]
    ports.clock.advance({ minutes: 30 })
    await api.decide(second, 'denied')
    ports.clock.advance({ minutes: 150 })
    await api.decide(third, 'denied')
    await passTime(ports, { minutes: 6 * DAY, step: 30 })

    expect(await kinds()).toEqual(['propagation/half-over', 'propagation/half-over', 'propagation/half-over'])
    expect(await opened.database.selectFrom('outbox').select('template').execute()).toEqual([
      { template: 'alarm-late' },
      { template: 'alarm-late' },
    ])
  })

  it('stays when the system confirms late, and ends once, with an event, when a person closes it', async () => {
    await passTime(ports, { minutes: 11 * DAY, step: 120 })
    source.isDown = false
    await passTime(ports, { minutes: 3 * 60, step: 30 })
    const [breach] = (await list({ kind: 'propagation/breached' })).tasks
    const params = { id: breach?.id }

    await call(routes.closeTask, { params })

    expect(breach?.obligation?.status).toBe('confirmed')
    await expect(call(routes.closeTask, { params })).rejects.toMatchObject({ code: 'request/not-found' })
    expect((await list({ kind: 'propagation/breached' })).tasks).toEqual([])
    expect(await opened.database.selectFrom('events').select('about').where('kind', '=', 'task/closed').execute()).toEqual([
      { about: breach?.id },
    ])
  })

  it('is listed page by page, each task once', async () => {
    await passTime(ports, { minutes: 11 * DAY, step: 120 })

    const first = await list({ limit: 2 })
    const second = await list({ limit: 2, cursor: first.nextCursor })

    expect(new Set([...first.tasks, ...second.tasks].map(({ id }) => id)).size).toBe(3)
    expect(second.nextCursor).toBeNull()
  })
})
