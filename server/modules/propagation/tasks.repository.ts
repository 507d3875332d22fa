import type { Queries } from '#server/ports/database.ts'

/** What the privacy team must look at: half of the time is over, most of it, or all. Kinds of rows in `tasks`. */
export const taskKinds = { 50: 'propagation/half-over', 80: 'propagation/most-over', 100: 'propagation/breached' } as const
export type AlarmPercent = keyof typeof taskKinds

export interface NewTask {
  id: string
  percent: AlarmPercent
  obligationId: string
  openedAt: number
  dueAt: number
}

export async function insertTasks(queries: Queries, tasks: readonly NewTask[]): Promise<void> {
  if (tasks.length === 0) return
  const rows = tasks.map(({ id, percent, obligationId, openedAt, dueAt }) => ({
    id,
    kind: taskKinds[percent],
    about: obligationId,
    opened_at: openedAt,
    due_at: dueAt,
    closed_at: null,
  }))
  await queries.insertInto('tasks').values(rows).execute()
}

/** Closes the warnings about an obligation that needs no more care. The task of a breach stays open until a person closes it. */
export async function closeWarnings(queries: Queries, obligationId: string, closedAt: number): Promise<void> {
  await queries
    .updateTable('tasks')
    .set({ closed_at: closedAt })
    .where('about', '=', obligationId)
    .where('kind', 'in', [taskKinds[50], taskKinds[80]])
    .where('closed_at', 'is', null)
    .execute()
}

/** The open tasks follow an obligation to the one that takes its place. */
export async function handOverTasks(queries: Queries, fromObligationId: string, toObligationId: string): Promise<void> {
  await queries
    .updateTable('tasks')
    .set({ about: toObligationId })
    .where('about', '=', fromObligationId)
    .where('closed_at', 'is', null)
    .execute()
}
