import { queueMail } from '#server/modules/outbox/index.ts'
import type { Queries } from '#server/ports/database.ts'
import { type AlarmPercent, taskKinds } from './tasks.repository.ts'
import type { TellPorts } from './tell-of-breaches.ts'

/** One alarm that was raised: how much of the time is over, and which source has not confirmed by when. */
export interface RaisedAlarm {
  percent: AlarmPercent
  source: string
  dueAt: number
}

const templates = { 50: 'alarm-late', 80: 'alarm-late', 100: 'alarm-breached' } as const
/** A system that is dead raises thousands of alarms; one mail in this time says so. The tasks hold each of them. */
const QUIET_MS = 3_600_000

/**
 * Writes to the privacy team that alarms were raised, in the transaction that opens their tasks: at most one mail an hour for each source and
 * degree. It names the source, the share of the time and the nearest date, and nobody whose decision it is.
 */
export async function tellPrivacyTeam(trx: Queries, alarms: readonly RaisedAlarm[], ports: TellPorts): Promise<void> {
  const newest = new Map<string, RaisedAlarm>()
  for (const alarm of alarms) {
    const name = `${alarm.percent} ${alarm.source}`
    const known = newest.get(name)
    if (!known || alarm.dueAt < known.dueAt) newest.set(name, alarm)
  }
  if (newest.size === 0) return
  const { contactEmail, locales } = ports.content.organisation
  const told = await toldLately(trx, contactEmail, ports.clock.now().getTime() - QUIET_MS)
  for (const { percent, source, dueAt } of newest.values()) {
    if (told.has(`${percent} ${source}`)) continue
    const link = `${ports.settings.baseUrl}/api/tasks?kind=${encodeURIComponent(taskKinds[percent])}`
    await queueMail(trx, ports, {
      accountId: null,
      to: contactEmail,
      template: templates[percent],
      locale: locales[0] ?? 'en',
      facts: { link, percent, system: source, until: new Date(dueAt) },
    })
  }
}

async function toldLately(trx: Queries, address: string, since: number): Promise<ReadonlySet<string>> {
  const rows = await trx
    .selectFrom('outbox')
    .select('facts')
    .where('to_address', '=', address)
    .where('template', 'in', Object.values(templates))
    .where('created_at', '>', since)
    .execute()
  const facts = rows.map((row) => JSON.parse(row.facts) as { percent: number; system: string })
  return new Set(facts.map(({ percent, system }) => `${percent} ${system}`))
}
