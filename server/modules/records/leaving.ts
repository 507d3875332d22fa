import type { Leaving } from '#contract/records.ts'
import { leavesAt, type Retention, whenBand } from '#domain/retention.ts'

interface Count {
  total: number
  days: readonly { on: string; records: number }[]
}

export interface Departures {
  leaving: Leaving
  /** The first day on which something leaves, and how much; null where the person decides. */
  next: { on: string; records: number } | null
}

/**
 * How many records leave when. Records are counted by UTC day of recording, so they leave by UTC day too: "within 7 days" ends with the
 * seventh day from today. What has passed its time and waits for the system's own sweep leaves today.
 */
export function departures(counts: readonly Count[], retention: Retention, now: Date): Departures {
  const leaving: Leaving = { within7: 0, within30: 0, within12Months: 0, later: 0, whenYouSay: 0, byLaw: 0 }
  const byDay = new Map<string, number>()
  const today = now.toISOString().slice(0, 10)
  for (const { total, days } of counts) {
    let undated = total
    for (const { on, records } of days) {
      const at = leavesAt(new Date(`${on}T00:00:00Z`), retention)
      leaving[whenBand(now, at, retention)] += records
      undated -= records
      if (at === null) continue
      const day = at.toISOString().slice(0, 10)
      const leavesOn = day < today ? today : day
      byDay.set(leavesOn, (byDay.get(leavesOn) ?? 0) + records)
    }
    // Without a time of its own a record is as good as new: it may stay for the whole period.
    leaving[whenBand(now, leavesAt(now, retention), retention)] += undated
  }
  const [first] = [...byDay].filter(([, records]) => records > 0).sort(([one], [other]) => (one < other ? -1 : 1))
  return { leaving, next: first ? { on: first[0], records: first[1] } : null }
}
