import { afterEach, describe, expect, it } from 'vitest'
import { type MailPlatform, mailPlatformOn } from './mail-platform.ts'
import { openDatabase } from './open-database.ts'
import { ida, jonas } from './sample-people.ts'

const DAY = 86_400_000
const start = new Date('2026-12-09T09:41:00Z')
const open: MailPlatform[] = []

function platformAt(now: () => Date, seed = 7): MailPlatform {
  const platform = mailPlatformOn(openDatabase(':memory:'), { now, seed })
  open.push(platform)
  return platform
}

function rowsOf({ database }: MailPlatform, table: string, account = ida.accountId): Record<string, unknown>[] {
  return database.prepare(`SELECT * FROM ${table} WHERE account_id = ? ORDER BY id`).all(account)
}

afterEach(() => {
  for (const platform of open.splice(0)) platform.close()
})

describe('the sample mail platform', () => {
  it.each([
    ['message_events', 12_000],
    ['suppressions', 318],
    ['recipient_activity', 146],
    ['invoices', 41],
    ['support_conversations', 27],
    ['profile_entries', 18],
    ['credentials', 12],
    ['page_views', 11],
    ['marketing_preferences', 6],
  ])('holds, in %s, %i rows about Ida', (table, count) => {
    const platform = platformAt(() => start)

    expect(rowsOf(platform, table)).toHaveLength(count)
  })

  it('holds about 1,900 message texts, none older than 7 days', () => {
    const bodies = rowsOf(
      platformAt(() => start),
      'message_bodies',
    )

    expect(bodies.length).toBeGreaterThan(1_800)
    expect(bodies.length).toBeLessThan(2_050)
    expect(Math.min(...bodies.map(({ stored_at }) => Number(stored_at)))).toBeGreaterThan(start.getTime() - 7 * DAY)
  })

  it('spreads the events over the last 30 days and none over the future', () => {
    const times = rowsOf(
      platformAt(() => start),
      'message_events',
    ).map(({ occurred_at }) => Number(occurred_at))

    expect(Math.min(...times)).toBeGreaterThan(start.getTime() - 30 * DAY)
    expect(Math.min(...times)).toBeLessThan(start.getTime() - 29 * DAY)
    expect(Math.max(...times)).toBeLessThanOrEqual(start.getTime())
  })

  it('holds the data of a second person apart', () => {
    const platform = platformAt(() => start)

    expect(rowsOf(platform, 'message_events', jonas.accountId)).toHaveLength(140)
    expect(rowsOf(platform, 'message_events').filter(({ sender }) => String(sender).includes('bergman'))).toEqual([])
  })

  it('gives the same rows for the same seed and others for another', () => {
    const [one, same, other] = [platformAt(() => start, 3), platformAt(() => start, 3), platformAt(() => start, 4)]

    expect(rowsOf(one, 'message_events')).toEqual(rowsOf(same, 'message_events'))
    expect(rowsOf(one, 'message_events')).not.toEqual(rowsOf(other, 'message_events'))
  })

  it('is filled within a second', () => {
    const before = performance.now()

    platformAt(() => start)

    expect(performance.now() - before).toBeLessThan(1_000)
  })

  it('lets message texts go after 7 days and events after 30, and keeps invoices', () => {
    let now = start
    const platform = platformAt(() => now)

    now = new Date(start.getTime() + 7 * DAY)
    platform.expire()
    const afterAWeek = rowsOf(platform, 'message_events').length
    now = new Date(start.getTime() + 30 * DAY)
    platform.expire()

    expect(rowsOf(platform, 'message_bodies')).toEqual([])
    expect(afterAWeek).toBeGreaterThan(0)
    expect(rowsOf(platform, 'message_events')).toEqual([])
    expect(rowsOf(platform, 'invoices')).toHaveLength(41)
  })

  it('keeps an invoice through the seventh year after its own, and not a moment longer', () => {
    let now = start
    const platform = platformAt(() => now)
    const invoicesOf2026 = rowsOf(platform, 'invoices').filter(({ number }) => String(number).startsWith('2026-'))

    now = new Date('2033-12-31T23:59:59.999Z')
    platform.expire()
    const onTheLastDay = rowsOf(platform, 'invoices')
    now = new Date('2034-01-01T00:00:00Z')
    platform.expire()

    expect(onTheLastDay).toEqual(invoicesOf2026)
    expect(rowsOf(platform, 'invoices')).toEqual([])
  })
})
