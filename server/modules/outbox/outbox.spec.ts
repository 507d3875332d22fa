import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoMailer } from '#server/adapters/demo-mailer.ts'
import { sweepOutbox } from '#server/work/outbox.sweep.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { type TestPorts, testPorts } from '#tests/support/ports.ts'
import { outboxEndpoints, queueMail } from './index.ts'

let opened: OpenDatabase
let ports: TestPorts
afterEach(() => opened.close())

describe.each(engines)('the outbox, on $name', ({ open }) => {
  beforeEach(async () => {
    opened = await open()
    ports = testPorts(opened.database)
  })

  it('sends what was queued, once, and forgets what was in it', async () => {
    const id = await queued()

    const worked = [await sweepOutbox(ports), await sweepOutbox(ports)]

    expect(worked).toEqual([1, 0])
    expect(ports.mails).toMatchObject([{ id, to: 'ida@acmemail.example', subject: 'Your link to Acme Mail' }])
    expect(await row()).toMatchObject({ facts: '{}', sent_at: ports.clock.now().getTime(), lease_owner: null })
  })

  it('holds nothing when the decision that caused the mail fails', async () => {
    const failing = opened.database.transaction().execute(async (trx) => {
      await queueMail(trx, ports, mail)
      throw new Error('stop')
    })

    await expect(failing).rejects.toThrow('stop')
    expect(await sweepOutbox(ports)).toBe(0)
  })

  it('refuses at once what could never be sent', async () => {
    await expect(queueMail(opened.database, ports, { ...mail, facts: {} })).rejects.toThrow('nothing was given for {link}')
    await expect(queueMail(opened.database, ports, { ...mail, template: 'none' })).rejects.toThrow('there is no template "none"')
  })

  it('waits longer after each failure, an hour at most, and keeps no address from what the mail server said', async () => {
    await queued()
    const failing = failingPorts()
    const pauses: number[] = []
    await Array.from({ length: 12 }).reduce<Promise<void>>(async (before) => {
      await before
      await sweepOutbox(failing)
      const { next_attempt_at } = await row()
      pauses.push((next_attempt_at - ports.clock.now().getTime()) / 1_000)
      ports.clock.set(new Date(next_attempt_at))
    }, Promise.resolve())

    expect(pauses[0]).toBeGreaterThanOrEqual(5)
    expect(pauses[0]).toBeLessThanOrEqual(10)
    expect(pauses[3]).toBeGreaterThanOrEqual(40)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(3_600)
    expect(pauses.at(-1)).toBeGreaterThanOrEqual(1_800)
    expect(await row()).toMatchObject({ attempts: 12, last_error: 'Error EENVELOPE 550' })
    expect(JSON.stringify(ports.lines)).not.toContain('ida@')
  })

  it('is not asked again before the pause has ended, and sends then', async () => {
    await queued()
    await sweepOutbox(failingPorts())
    const early = await sweepOutbox(ports)
    ports.clock.advance({ milliseconds: 10_000 })

    const due = await sweepOutbox(ports)

    expect([early, due]).toEqual([0, 1])
    expect(ports.mails).toHaveLength(1)
  })

  it('does not hold up the others for a mail that fails', async () => {
    await queued('first@acmemail.example')
    await queued('second@acmemail.example')
    const picky = { ...ports, mailer: { send: refuseTo('first@acmemail.example') } }

    const worked = await sweepOutbox(picky)

    expect(worked).toBe(2)
    expect(ports.mails.map((sent) => sent.to)).toEqual(['second@acmemail.example'])
  })

  it('gives a mail up after five days, on record', async () => {
    const id = await queued()
    ports.clock.advance({ days: 5 })

    await sweepOutbox(failingPorts())

    expect(await opened.database.selectFrom('outbox').selectAll().execute()).toEqual([])
    const event = await opened.database.selectFrom('events').selectAll().executeTakeFirstOrThrow()
    expect(event).toMatchObject({ kind: 'mail/given-up', about: id, subject: 'system', facts: '{"attempts":1,"template":"sign-in-link"}' })
  })

  it('leaves a mail to the worker that holds it, and takes it up when that one is dead for a minute', async () => {
    await queued()
    const now = ports.clock.now().getTime()
    await opened.database
      .updateTable('outbox')
      .set({ lease_owner: 'dead', lease_until: now + 60_000 })
      .execute()
    const held = await sweepOutbox(ports)
    ports.clock.advance({ minutes: 1 })

    const free = await sweepOutbox(ports)

    expect([held, free]).toEqual([0, 1])
  })

  it('sends each mail once when two workers sweep at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, at) => queued(`person${at}@acmemail.example`)))

    const worked = await Promise.all([sweepOutbox(ports), sweepOutbox({ ...ports, settings: { ...ports.settings, process: 'other' } })])

    expect(worked.reduce((sum, part) => sum + part)).toBe(20)
    expect(new Set(ports.mails.map((sent) => sent.id)).size).toBe(20)
    expect(ports.mails).toHaveLength(20)
  })

  it('works through a crowd in portions', async () => {
    await Promise.all(Array.from({ length: 60 }, () => queued()))

    expect([await sweepOutbox(ports), await sweepOutbox(ports)]).toEqual([50, 10])
  })

  it('removes sent mails after thirty days', async () => {
    await queued()
    await sweepOutbox(ports)
    ports.clock.advance({ days: 30, milliseconds: 1 })

    await sweepOutbox(ports)

    expect(await opened.database.selectFrom('outbox').selectAll().execute()).toEqual([])
  })

  it('shows the demo’s mails, the newest first', async () => {
    const demo = { ...ports, mailer: demoMailer(opened.database, ports.clock) }
    await queued('first@acmemail.example')
    await sweepOutbox(demo)
    ports.clock.advance({ minutes: 1 })
    await queued('second@acmemail.example')
    await sweepOutbox(demo)

    const [endpoint] = outboxEndpoints(ports)
    const answer = await endpoint?.handle({ params: {}, query: {}, body: undefined }, {} as never)

    expect(answer).toMatchObject({
      mails: [
        { to: 'second@acmemail.example', sentAt: '2026-03-02T09:01:00.000Z' },
        { to: 'first@acmemail.example', headers: { 'Auto-Submitted': 'auto-generated' } },
      ],
    })
  })
})

const mail = {
  accountId: null,
  to: 'ida@acmemail.example',
  template: 'sign-in-link',
  locale: 'en',
  facts: { link: 'http://localhost:4400/en/sign-in#token=secret', until: new Date('2026-03-02T09:10:00Z') },
} as const

function queued(to: string = mail.to): Promise<string> {
  return queueMail(opened.database, ports, { ...mail, to })
}

function row() {
  return opened.database.selectFrom('outbox').selectAll().executeTakeFirstOrThrow()
}

function failingPorts(): TestPorts {
  const refusal = Object.assign(new Error('550 <ida@acmemail.example> unknown'), { code: 'EENVELOPE', responseCode: 550 })
  return { ...ports, mailer: { send: () => Promise.reject(refusal) } }
}

function refuseTo(address: string): TestPorts['mailer']['send'] {
  return (rendered) => (rendered.to === address ? Promise.reject(new Error('no')) : ports.mailer.send(rendered))
}
