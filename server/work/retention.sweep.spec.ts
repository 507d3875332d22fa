import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Schema } from '#server/ports/schema.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { type TestPorts, testPorts } from '#tests/support/ports.ts'
import { sweepRetention } from './retention.sweep.ts'

const NOW = Date.parse('2026-12-09T09:00:00Z')
const DAY_MS = 86_400_000
type Emptied = 'sign_ins' | 'sign_in_links' | 'sessions' | 'outbox' | 'demo_mails' | 'choices' | 'decisions' | 'accounts' | 'settings'

describe.each(engines)('our own retention on $name', (engine) => {
  let opened: OpenDatabase
  let ports: TestPorts

  beforeAll(async () => {
    opened = await engine.open()
  })
  afterAll(() => opened.close())
  beforeEach(async () => {
    const tables: Emptied[] = [
      'sign_ins',
      'sign_in_links',
      'sessions',
      'outbox',
      'demo_mails',
      'choices',
      'decisions',
      'accounts',
      'settings',
    ]
    await inTurn(tables, (table) => opened.database.deleteFrom(table).execute())
    ports = testPorts(opened.database)
    ports.clock.set(new Date(NOW))
  })

  const left = async (table: Exclude<Emptied, 'choices' | 'settings'>) =>
    (await opened.database.selectFrom(table).select('id').orderBy('id').execute()).map(({ id }) => id)

  it('keeps sign-ins for 180 days, to the millisecond', async () => {
    await opened.database
      .insertInto('sign_ins')
      .values([signIn('of-180-days', NOW - 180 * DAY_MS), signIn('older', NOW - 180 * DAY_MS - 1)])
      .execute()
    await sweepRetention(ports)

    expect(await left('sign_ins')).toEqual(['of-180-days'])
  })

  it('keeps sign-in links for a day after their end', async () => {
    await opened.database
      .insertInto('sign_in_links')
      .values([link('of-a-day', NOW - DAY_MS), link('older', NOW - DAY_MS - 1)])
      .execute()
    await sweepRetention(ports)

    expect(await left('sign_in_links')).toEqual(['of-a-day'])
  })

  it('keeps sessions for 30 days after they ended or were last used', async () => {
    await opened.database.insertInto('accounts').values(account('ida', null)).execute()
    await opened.database
      .insertInto('sessions')
      .values([
        session('ended-30-days-ago', NOW - 30 * DAY_MS, NOW - 30 * DAY_MS),
        session('ended-earlier', NOW - 30 * DAY_MS - 1, NOW - 30 * DAY_MS - 1),
        session('in-use', NOW - DAY_MS, null),
        session('left-alone', NOW - 31 * DAY_MS, null),
      ])
      .execute()
    await sweepRetention(ports)

    expect(await left('sessions')).toEqual(['ended-30-days-ago', 'in-use'])
  })

  it('keeps sent mails for 30 days, waiting ones until they are sent, and the last mail of a deletion no longer than that', async () => {
    await opened.database
      .insertInto('outbox')
      .values([
        mail('sent-30-days-ago', 'export-ready', NOW - 30 * DAY_MS),
        mail('sent-earlier', 'export-ready', NOW - 30 * DAY_MS - 1),
        mail('waiting', 'erasure-done', null),
        mail('last', 'erasure-done', NOW - 1),
      ])
      .execute()
    await sweepRetention(ports)

    expect(await left('outbox')).toEqual(['sent-30-days-ago', 'waiting'])
  })

  it('keeps the demo’s mails for 7 days, as message texts are', async () => {
    const demo = { to_address: 'ida@example.com', subject: '', text: '', headers: '{}' }
    await opened.database
      .insertInto('demo_mails')
      .values([
        { ...demo, id: 'of-7-days', sent_at: NOW - 7 * DAY_MS },
        { ...demo, id: 'older', sent_at: NOW - 7 * DAY_MS - 1 },
      ])
      .execute()
    await sweepRetention(ports)

    expect(await left('demo_mails')).toEqual(['of-7-days'])
  })

  it('keeps a closed account’s decisions as proof for 36 months, an open one’s as long as it is open', async () => {
    const closedAt = Date.parse('2023-12-09T09:00:00Z')
    await opened.database
      .insertInto('accounts')
      .values([account('closed', closedAt), account('closed-later', closedAt + 1), account('open', null)])
      .execute()
    await opened.database
      .insertInto('decisions')
      .values([decision('closed'), decision('closed-later'), decision('open')])
      .execute()
    await sweepRetention(ports)

    expect(await left('decisions')).toEqual(['closed-later', 'open'])
    expect(await left('accounts')).toEqual(['closed', 'closed-later', 'open'])
  })

  it('looks once a minute', async () => {
    const first = await sweepRetention(ports)
    await opened.database
      .insertInto('sign_ins')
      .values(signIn('older', NOW - 200 * DAY_MS))
      .execute()
    const atOnce = await sweepRetention(ports)
    ports.clock.advance({ minutes: 1 })
    const later = await sweepRetention(ports)

    expect([first, atOnce, later]).toEqual([0, 0, 1])
  })
})

async function inTurn<T>(list: readonly T[], act: (one: T) => Promise<unknown>): Promise<void> {
  for (const one of list) await act(one)
}

function account(id: string, closedAt: number | null): Schema['accounts'] {
  return { id, email: id, email_key: id, name: null, locale: 'en', password_hash: null, created_at: 0, closed_at: closedAt }
}

function signIn(id: string, at: number): Schema['sign_ins'] {
  const who = { email_key: 'k', account_id: null, device_id: 'd', device: 'Firefox', address: '203.0.113.7' }
  return { id, ...who, outcome: 'failed', method: 'password', occurred_at: at }
}

function link(id: string, endsAt: number): Schema['sign_in_links'] {
  return { id, token_hash: id, email: 'e', email_key: 'k', locale: 'en', created_at: 0, expires_at: endsAt, used_at: null }
}

function session(id: string, seenAt: number, endedAt: number | null): Schema['sessions'] {
  const device = { account_id: 'ida', device_id: 'd', device: 'Firefox' }
  return { id, token_hash: id, ...device, created_at: 0, seen_at: seenAt, authenticated_at: 0, locked_at: null, ended_at: endedAt }
}

function mail(id: string, template: string, sentAt: number | null): Schema['outbox'] {
  const letter = { account_id: null, to_address: 'e', template, locale: 'en', facts: '{}' }
  return {
    id,
    ...letter,
    created_at: 0,
    next_attempt_at: 0,
    attempts: 0,
    sent_at: sentAt,
    last_error: null,
    lease_owner: null,
    lease_until: null,
  }
}

function decision(accountId: string): Schema['decisions'] {
  const choice = {
    purpose: 'p',
    channel: 'email',
    state: 'denied',
    origin: 'portal',
    wording_id: 'w',
    wording_text: 't',
    fingerprint: null,
  }
  const shown = { language: 'en', surface: 'portal', decided_at: 0, recorded_at: 0, paused_until: null, resumes: null }
  return { id: accountId, subject: `account:${accountId}`, site: null, ...choice, ...shown }
}
