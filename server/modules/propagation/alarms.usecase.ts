import { alarmLevel } from '#domain/obligations.ts'
import { type CommitPorts, commit, type RecordEvent } from '#server/modules/audit/index.ts'
import type { Queries } from '#server/ports/database.ts'
import { nextAlarmAt } from './next-alarm.ts'
import { findAlarming, type ObligationRow, raiseAlarm } from './obligations.repository.ts'
import { type AlarmPercent, insertTasks, type NewTask } from './tasks.repository.ts'
import { type TellPorts, tellOfBreaches } from './tell-of-breaches.ts'
import { type RaisedAlarm, tellPrivacyTeam } from './tell-privacy-team.ts'

const ALARMS_AT_ONCE = 200
const percents: readonly AlarmPercent[] = [50, 80, 100]

/**
 * Raises every alarm that has been reached: at 50 and 80 % of the time a warning, at 100 % a breach, each once, each with an event and a task.
 * @returns how many obligations were found late
 */
export async function raiseAlarms(ports: CommitPorts & TellPorts): Promise<number> {
  const now = ports.clock.now()
  const late = await findAlarming(ports.database, now.getTime(), ALARMS_AT_ONCE)
  if (late.length === 0) return 0
  await commit(ports, async (trx, record) => {
    const raised: Raised[] = []
    for (const row of late) raised.push(await raise(trx, record, row, { now, nextId: () => ports.random.id() }))
    await insertTasks(
      trx,
      raised.flatMap(({ tasks }) => tasks),
    )
    await tellOfBreaches(trx, raised.flatMap(breachedNow), ports)
    await tellPrivacyTeam(trx, raised.flatMap(alarmsOf), ports)
  })
  return late.length
}

export interface Raised {
  row: ObligationRow
  tasks: readonly NewTask[]
}

/** The obligation, if this was the moment of its breach. */
export function breachedNow({ row, tasks }: Raised): ObligationRow[] {
  return tasks.some(({ percent }) => percent === 100) ? [row] : []
}

/** What the privacy team hears of it. */
export function alarmsOf({ row, tasks }: Raised): RaisedAlarm[] {
  return tasks.map(({ percent, dueAt }) => ({ percent, source: row.source_id, dueAt }))
}

/** Raises the alarms that one obligation has reached and that nobody raised yet: the row as it stands afterwards, and the tasks to be opened. */
export async function raise(
  trx: Queries,
  record: RecordEvent,
  row: ObligationRow,
  { now, nextId }: { now: Date; nextId: () => string },
): Promise<Raised> {
  const reached = percents
    .filter((percent) => percent > row.alarm && percent <= levelOf(row, now))
    .map((percent) => ({ percent, taskId: nextId() }))
  const highest = reached.at(-1)
  if (!highest) return { row, tasks: [] }
  const change =
    highest.percent === 100
      ? breachOf(highest.taskId, now)
      : { alarm: highest.percent, alarm_at: nextAlarmAt({ ...row, alarm: highest.percent }) }
  if (!(await raiseAlarm(trx, row, change))) return { row, tasks: [] }
  for (const { percent, taskId } of reached) {
    record({
      kind: percent === 100 ? 'obligation/breached' : 'obligation/alarm',
      subject: `account:${row.account_id}`,
      about: row.id,
      facts: { percent, source: row.source_id, purpose: row.purpose, task: taskId },
    })
  }
  const tasks = reached.map(({ percent, taskId }) => ({
    id: taskId,
    percent,
    obligationId: row.id,
    openedAt: now.getTime(),
    dueAt: row.due_at,
  }))
  return { row: { ...row, ...change }, tasks }
}

// An inherited due date may lie before the newer decision; then all of the time is over once it is reached, and alarms are not computed.
function levelOf({ heard_at, due_at }: ObligationRow, now: Date): number {
  return now.getTime() >= due_at ? 100 : alarmLevel(new Date(heard_at), new Date(due_at), now)
}

/** The source is asked again at once: a miss does not end the duty. */
function breachOf(taskId: string, now: Date) {
  return { alarm: 100, alarm_at: null, status: 'breached', task_id: taskId, changed_at: now.getTime(), next_attempt_at: now.getTime() }
}
