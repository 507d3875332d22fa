import type { Position } from '#server/http/cursor.ts'
import type { Queries } from '#server/ports/database.ts'

/** A page of open tasks with the obligations that they are about, by due date. */
export async function openTasks(
  queries: Queries,
  { after, kind, limit }: { after: Position | null; kind: string | undefined; limit: number },
) {
  return queries
    .selectFrom('tasks')
    .leftJoin('obligations', 'obligations.id', 'tasks.about')
    .select(['tasks.id as id', 'tasks.kind as kind', 'tasks.about as about', 'tasks.opened_at as opened_at', 'tasks.due_at as due_at'])
    .select(['source_id', 'account_id', 'purpose', 'channel', 'status', 'decided_at', 'attempts', 'last_error'])
    .where('tasks.closed_at', 'is', null)
    .$if(kind !== undefined, (page) => page.where('tasks.kind', '=', kind as string))
    .$if(after !== null, (page) =>
      page.where((where) => {
        const { at, id } = after as Position
        return where.or([where('tasks.due_at', '>', at), where.and([where('tasks.due_at', '=', at), where('tasks.id', '>', id)])])
      }),
    )
    .orderBy('tasks.due_at')
    .orderBy('tasks.id')
    .limit(limit)
    .execute()
}

/** @returns the kind of the task that was open until now */
export async function close(queries: Queries, id: string, at: number): Promise<string | undefined> {
  const row = await queries
    .updateTable('tasks')
    .set({ closed_at: at })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .returning('kind')
    .executeTakeFirst()
  return row?.kind
}
