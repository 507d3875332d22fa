import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as routes from '#contract/webhooks.ts'
import { webhookSender } from '#server/adapters/sources/webhook-sender.ts'
import type { Context } from '#server/http/context.ts'
import { webhooksEndpoints } from '#server/modules/webhooks/index.ts'
import { SourceError } from '#server/ports/source.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { type MovableClock, movableClock, type TestPorts } from '#tests/support/ports.ts'
import { type Api, consentsApi, countByKind, openAccounts, propagationPorts } from './propagation.fixture.ts'
import { sweepWebhooks } from './webhooks.sweep.ts'

interface Sent {
  url: string
  headers: Record<string, string>
  body: string
}
const DAY = 24

describe.each(engines)('telling the operator’s systems of decisions on $name', ({ open }) => {
  let opened: OpenDatabase
  let clock: MovableClock
  let ports: TestPorts
  let api: Api
  let person: string
  let sent: Sent[]
  let status: number
  let retryAfter: string | null
  let isAway: boolean
  let meanwhile: (() => Promise<unknown>) | null

  beforeEach(async () => {
    opened = await open()
    clock = movableClock(new Date('2026-03-02T09:00:00Z'))
    vi.useFakeTimers({ toFake: ['Date'], now: clock.now() })
    sent = []
    status = 204
    retryAfter = null
    isAway = false
    meanwhile = null
    const post = async (url: string, headers: Readonly<Record<string, string>>, body: string) => {
      if (isAway) throw new SourceError('no answer')
      sent.push({ url, headers: { ...headers }, body })
      const other = meanwhile
      meanwhile = null
      await other?.()
      return { status, retryAfter, body: '' }
    }
    ports = { ...propagationPorts(opened.database, clock, []), webhookSender: webhookSender(post) }
    api = consentsApi(ports)
    person = (await openAccounts(ports, 1))[0] as string
  })
  afterEach(async () => {
    vi.useRealTimers()
    await opened.close()
  })

  const call = async <T>(route: { path: string; method: string }, input: object = {}): Promise<T> => {
    const found = webhooksEndpoints(ports).find((one) => one.route === route)
    return (await found?.handle({ params: {}, query: {}, body: undefined, ...input }, {} as Context)) as T
  }
  const register = (url = 'https://crm.example/hooks') =>
    call<{ webhook: routes.Webhook; secret: string }>(routes.registerWebhook, { body: { url } })
  const list = async () => (await call<{ webhooks: routes.Webhook[] }>(routes.listWebhooks)).webhooks
  const later = async (hours: number) => {
    clock.advance({ hours })
    vi.setSystemTime(clock.now())
    return sweepWebhooks(ports)
  }
  const checked = (secret: string, { body, headers }: Sent = sent.at(-1) as Sent) => new Webhook(secret).verify(body, headers)

  it('is signed so that an independent reader of Standard Webhooks accepts it, and carries ids and states only', async () => {
    const { secret } = await register()
    await api.decide(person, 'denied')

    await sweepWebhooks(ports)

    expect(checked(secret)).toMatchObject({
      type: 'decision.recorded',
      data: { subject: person, purpose: 'newsletter', channel: 'email', state: 'denied', allowed: false },
    })
    expect(sent[0]?.body).not.toContain('person-0@mail.example')
    expect(sent).toHaveLength(1)
  })

  it('is refused by that reader when one letter was changed', async () => {
    const { secret } = await register()
    await api.decide(person, 'denied')
    await sweepWebhooks(ports)
    const { body, headers } = sent[0] as Sent

    expect(() => checked(secret, { url: '', headers, body: body.replace('denied', 'denies') })).toThrow()
  })

  it('carries both signatures for a day after a rotation, and then only the new one', async () => {
    const { webhook, secret } = await register()
    const { secret: next } = await call<{ secret: string }>(routes.rotateWebhook, { params: { id: webhook.id } })
    await api.decide(person, 'denied')
    await sweepWebhooks(ports)
    const both = [checked(secret), checked(next)].length
    await api.decide(person, 'granted')
    await later(25)

    expect(both).toBe(2)
    expect(() => checked(secret)).toThrow()
    expect(checked(next)).toMatchObject({ data: { state: 'granted' } })
  })

  it('is written with the decision, once for a decision that is sent twice', async () => {
    await register()
    const id = ports.random.id()

    await api.decide(person, 'denied', { id })
    await api.decide(person, 'denied', { id })

    expect(await list()).toMatchObject([{ waiting: 1 }])
  })

  it('keeps its id over every attempt, and is not sent again once it was taken', async () => {
    await register()
    await api.decide(person, 'denied')
    status = 500
    await sweepWebhooks(ports)
    status = 200
    await later(1)
    await later(1)

    expect(sent).toHaveLength(2)
    expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(await list()).toMatchObject([{ waiting: 0, givenUp: 0 }])
  })

  it('takes a redirect for a failure', async () => {
    await register()
    await api.decide(person, 'denied')
    status = 307

    await sweepWebhooks(ports)

    expect(await list()).toMatchObject([{ waiting: 1 }])
  })

  it('waits as long as the system asked for', async () => {
    await register()
    await api.decide(person, 'denied')
    status = 503
    retryAfter = '7200'
    await sweepWebhooks(ports)

    const early = await later(1.9)

    expect([early, await later(0.2)]).toEqual([0, 1])
  })

  it('ends for a system that answers 410, with a task for the operator', async () => {
    await register()
    await api.decide(person, 'denied')
    status = 410

    await sweepWebhooks(ports)
    await api.decide(person, 'granted')
    await later(1)

    expect(sent).toHaveLength(1)
    expect(await list()).toMatchObject([{ disabledBecause: 'gone', waiting: 0 }])
    expect(await countByKind(ports, 'tasks', ['webhook/gone'])).toEqual([1])
  })

  it('is given up, with a task, when the promise’s ten days are over', async () => {
    await register()
    await api.decide(person, 'denied')
    isAway = true
    await sweepWebhooks(ports)

    await later(9 * DAY)
    const before = await list()
    await later(2 * DAY)

    expect(before).toMatchObject([{ waiting: 1, givenUp: 0 }])
    expect(await list()).toMatchObject([{ waiting: 0, givenUp: 1 }])
    expect(await countByKind(ports, 'tasks', ['webhook/given-up'])).toEqual([1])
  })

  it('is never sent by two processes at a time', async () => {
    await register()
    await api.decide(person, 'denied')

    meanwhile = () => sweepWebhooks(ports)
    await sweepWebhooks(ports)

    expect(sent).toHaveLength(1)
  })

  it('keeps no secret in the database', async () => {
    const { secret } = await register()

    const rows = await opened.database.selectFrom('webhooks').selectAll().execute()

    expect(JSON.stringify(rows)).not.toContain(secret.slice('whsec_'.length))
  })

  it('stops when a system is removed', async () => {
    const { webhook } = await register()
    await call(routes.removeWebhook, { params: { id: webhook.id } })

    await api.decide(person, 'denied')

    expect([await sweepWebhooks(ports), await list()]).toEqual([0, []])
    await expect(call(routes.removeWebhook, { params: { id: webhook.id } })).rejects.toMatchObject({ code: 'request/not-found' })
  })
})
