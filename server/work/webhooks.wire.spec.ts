import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as routes from '#contract/webhooks.ts'
import { nodePost } from '#server/adapters/sources/node-post.ts'
import { webhookSender } from '#server/adapters/sources/webhook-sender.ts'
import type { Context } from '#server/http/context.ts'
import { webhooksEndpoints } from '#server/modules/webhooks/index.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { movableClock, type TestPorts } from '#tests/support/ports.ts'
import { type Api, consentsApi, openAccounts, propagationPorts } from './propagation.fixture.ts'
import { sweepWebhooks } from './webhooks.sweep.ts'

interface Received {
  headers: Record<string, string>
  body: string
}

describe.each(engines)('messages over a real connection, on $name', ({ open }) => {
  let opened: OpenDatabase
  let ports: TestPorts
  let api: Api
  let person: string
  let received: Received[]
  const servers: Server[] = []

  beforeEach(async () => {
    opened = await open()
    received = []
    // The independent verifier compares with the machine's own time.
    const clock = movableClock(new Date())
    const sender = webhookSender(nodePost({ timeoutMs: 2_000, allowPrivate: true }))
    ports = { ...propagationPorts(opened.database, clock, []), webhookSender: sender }
    api = consentsApi(ports)
    person = (await openAccounts(ports, 1))[0] as string
  })
  afterEach(async () => {
    for (const server of servers.splice(0)) server.close().closeAllConnections()
    await opened.close()
  })

  const call = async <T>(route: { path: string; method: string }, input: object = {}): Promise<T> => {
    const found = webhooksEndpoints(ports).find((one) => one.route === route)
    return (await found?.handle({ params: {}, query: {}, body: undefined, ...input }, {} as Context)) as T
  }
  const listening = async (answer: RequestListener): Promise<string> => {
    const server = createServer((request, response) => void keep(request).then(() => answer(request, response)))
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`
  }
  const keep = async (request: IncomingMessage) => {
    received.push({ headers: request.headers as Record<string, string>, body: await text(request) })
  }
  const register = (url: string) => call<{ webhook: routes.Webhook; secret: string }>(routes.registerWebhook, { body: { url } })
  const webhook = async () => (await call<{ webhooks: routes.Webhook[] }>(routes.listWebhooks)).webhooks[0]
  const message = () =>
    opened.database.selectFrom('webhook_messages').select(['status', 'attempts', 'next_attempt_at']).executeTakeFirstOrThrow()

  it('are signed so that the verifier of Standard Webhooks takes them, and refuses them changed', async () => {
    const { secret } = await register(await listening((_, response) => response.writeHead(204).end()))
    await api.decide(person, 'denied')

    await sweepWebhooks(ports)

    const [{ headers, body }] = received as [Received]
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({
      type: 'decision.recorded',
      data: { subject: person, state: 'denied', allowed: false },
    })
    expect(() => new Webhook(secret).verify(body.replace('denied', 'granted'), headers)).toThrow()
    expect(() => new Webhook(secret).verify(body, { ...headers, 'webhook-id': 'another' })).toThrow()
    expect(headers['content-type']).toBe('application/json')
    expect(await message()).toMatchObject({ status: 'delivered', attempts: 0 })
  })

  it('are signed with both secrets while one takes the place of the other', async () => {
    const { webhook: made, secret } = await register(await listening((_, response) => response.writeHead(204).end()))
    const rotated = await call<{ secret: string }>(routes.rotateWebhook, { params: { id: made.id } })
    await api.decide(person, 'denied')

    await sweepWebhooks(ports)

    const [{ headers, body }] = received as [Received]
    expect([secret, rotated.secret].map((one) => new Webhook(one).verify(body, headers))).toHaveLength(2)
  })

  it('follow no redirect: the other place hears nothing, and the message waits', async () => {
    const elsewhere = await listening((_, response) => response.writeHead(204).end())
    await register(await listening((_, response) => response.writeHead(307, { location: elsewhere }).end()))
    await api.decide(person, 'denied')

    await sweepWebhooks(ports)

    expect(received).toHaveLength(1)
    expect(await message()).toMatchObject({ status: 'queued', attempts: 1 })
  })

  it('end for a system that answers 410, with a task for a person', async () => {
    await register(await listening((_, response) => response.writeHead(410).end()))
    await api.decide(person, 'denied')
    await sweepWebhooks(ports)
    await api.decide(person, 'granted')

    await sweepWebhooks(ports)

    expect(received).toHaveLength(1)
    expect(await webhook()).toMatchObject({ disabledBecause: 'gone' })
    expect(await opened.database.selectFrom('tasks').select('kind').execute()).toEqual([{ kind: 'webhook/gone' }])
  })

  it('wait as long as Retry-After asks, and keep their id over the attempts', async () => {
    const answers = [503, 204]
    await register(await listening((_, response) => response.writeHead(answers.shift() ?? 204, { 'retry-after': '120' }).end()))
    await api.decide(person, 'denied')
    await sweepWebhooks(ports)
    const { next_attempt_at } = await message()
    ports.clock.advance({ minutes: 1 })
    await sweepWebhooks(ports)
    const tooEarly = received.length

    ports.clock.advance({ minutes: 2 })
    await sweepWebhooks(ports)

    expect(next_attempt_at).toBeGreaterThanOrEqual(ports.clock.now().getTime() - 60_000)
    expect([tooEarly, received.length]).toEqual([1, 2])
    expect(received[0]?.headers['webhook-id']).toBe(received[1]?.headers['webhook-id'])
    expect(await message()).toMatchObject({ status: 'delivered' })
  })
})
