import { problem } from '#contract/problems.ts'
import type { Task } from '#contract/tasks.ts'
import { decodeCursor, encodeCursor } from '#server/http/cursor.ts'
import { type CommitPorts, commit } from '#server/modules/audit/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { close, openTasks } from './tasks.repository.ts'

/**
 * A page of what waits for a person, those due first on top.
 * @throws {ProblemError} `request/invalid` for a cursor that we did not hand out
 */
export async function listTasks(
  { cursor, kind, limit }: { cursor: string | undefined; kind: string | undefined; limit: number },
  { database }: Pick<Ports, 'database'>,
): Promise<{ tasks: Task[]; nextCursor: string | null }> {
  const rows = await openTasks(database, { after: decodeCursor(cursor), kind, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return { tasks: page.map(taskOf), nextCursor: last ? encodeCursor({ at: last.due_at, id: last.id }) : null }
}

/** @throws {ProblemError} `request/not-found` for a task that is not open */
export async function closeTask(id: string, ports: CommitPorts): Promise<void> {
  await commit(ports, async (trx, record) => {
    const kind = await close(trx, id, ports.clock.now().getTime())
    if (kind === undefined) throw problem('request/not-found')
    record({ kind: 'task/closed', subject: 'operator', about: id, facts: { task: kind } })
  })
}

type Row = Awaited<ReturnType<typeof openTasks>>[number]

function taskOf(row: Row): Task {
  const { id, kind, about } = row
  return { id, kind, about, openedAt: iso(row.opened_at), dueAt: iso(row.due_at), obligation: obligationOf(row) }
}

function obligationOf({ source_id, account_id, purpose, channel, status, decided_at, attempts, last_error }: Row): Task['obligation'] {
  if (source_id === null || account_id === null || purpose === null || decided_at === null) return null
  return {
    source: source_id,
    account: account_id,
    purpose,
    channel: channel as NonNullable<Task['obligation']>['channel'],
    status: status as NonNullable<Task['obligation']>['status'],
    decidedAt: iso(decided_at),
    attempts: attempts ?? 0,
    lastError: last_error,
  }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
