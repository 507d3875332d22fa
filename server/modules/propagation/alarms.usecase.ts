import { alarmLevel } from '#domain/obligations.ts'
import { type CommitPorts, commit, type RecordEvent } from '#server/modules/audit/index.ts'
import type { Queries } from '#server/ports/database.ts'
import { findAlarming, type ObligationRow, raiseAlarm } from './obligations.repository.ts'
import { type AlarmPercent, insertTasks, type NewTask } from './tasks.repository.ts'

const ALARMS_AT_ONCE = 200
const percents: readonly AlarmPercent[] = [50, 80, 100]

/**
 * Raises every alarm that has been reached: at 50 and 80 % of the time a warning, at 100 % a breach, each once, each with an event and a task.
 * @returns how many obligations were found late
 */
export async function raiseAlarms(ports: CommitPorts): Promise<number> {
  const now = ports.clock.now()
  const late = await findAlarming(ports.database, now.getTime(), ALARMS_AT_ONCE)
  if (late.length === 0) return 0
  await commit(ports, async (trx, record) => {
    const tasks: NewTask[] = []
    for (const row of late) tasks.push(...(await raise(trx, record, row, { now, nextId: () => ports.random.id() })).tasks)
    await insertTasks(trx, tasks)
  })
  return late.length
}

/** Raises the alarms that one obligation has reached and that nobody raised yet: the row as it stands afterwards, and the tasks to be opened. */
export async function raise(
  trx: Queries,
  record: RecordEvent,
  row: ObligationRow,
  { now, nextId }: { now: Date; nextId: () => string },
): Promise<{ row: ObligationRow; tasks: readonly NewTask[] }> {
  const reached = percents
    .filter((percent) => percent > row.alarm && percent <= levelOf(row, now))
    .map((percent) => ({ percent, taskId: nextId() }))
  const highest = reached.at(-1)
  if (!highest) return { row, tasks: [] }
  const change = highest.percent === 100 ? breachOf(highest.taskId, now) : { alarm: highest.percent }
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
function levelOf({ decided_at, due_at }: ObligationRow, now: Date): number {
  return now.getTime() >= due_at ? 100 : alarmLevel(new Date(decided_at), new Date(due_at), now)
}

/** The source is asked again at once: a miss does not end the duty. */
function breachOf(taskId: string, now: Date) {
  return { alarm: 100, status: 'breached', task_id: taskId, changed_at: now.getTime(), next_attempt_at: now.getTime() }
}
