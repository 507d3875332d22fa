import { type Compilable, CompiledQuery, type InsertQueryBuilder, type InsertResult, PostgresAdapter, sql } from 'kysely'
import type { Queries } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

type Table = 'events' | 'proofs'
type Insert<Name extends Table> = InsertQueryBuilder<Schema, Name, InsertResult>

// SQLite takes 32,766 values in a statement.
const MOST_ROWS_OF_VALUES = 256
const MOST_ROWS_OF_JSON = 1_000
const texts = new WeakMap<object, Map<string, string>>()

/**
 * Inserts rows of one shape: one name of a table, one shape, one ending. The text of a statement is written once per engine, and the database
 * finds it compiled: writing and compiling one anew for each batch cost more than inserting its rows. PostgreSQL takes the rows as one JSON
 * text, which it reads faster than the driver writes thousands of values. SQLite takes values, in statements of 1, 2, 4 … 256 rows.
 * @param ending what follows the rows, e.g. what to do about a conflict and what to return
 * @returns what the statement returns of each row, where it returns anything
 */
export async function insertAlike<Name extends Table, Answer>(
  queries: Queries,
  table: Name,
  rows: readonly Schema[Name][],
  ending: (insert: Insert<Name>) => Compilable<Answer>,
): Promise<Answer[]> {
  const [first] = rows
  if (first === undefined) return []
  const engine = queries.getExecutor().adapter
  const columns = Object.keys(first) as (keyof Schema[Name] & string)[]
  const known = texts.get(engine) ?? new Map<string, string>()
  texts.set(engine, known)
  const takesJson = engine instanceof PostgresAdapter
  const answers: Answer[] = []
  for (let from = 0; from < rows.length; ) {
    const left = rows.length - from
    const size = takesJson ? Math.min(MOST_ROWS_OF_JSON, left) : Math.min(MOST_ROWS_OF_VALUES, 2 ** Math.floor(Math.log2(left)))
    const part = rows.slice(from, from + size)
    from += size
    const name = takesJson ? table : `${table} ${size}`
    const text = known.get(name) ?? ending((takesJson ? insertJson : insertValues)(queries, table, columns, part)).compile().sql
    known.set(name, text)
    const values = takesJson ? [JSON.stringify(part)] : valuesOf(part, columns)
    answers.push(...(await queries.executeQuery<Answer>(CompiledQuery.raw(text, values))).rows)
  }
  return answers
}

function valuesOf<Row>(rows: readonly Row[], columns: readonly (keyof Row)[]): unknown[] {
  const values: unknown[] = []
  for (const row of rows) for (const column of columns) values.push(row[column])
  return values
}

function insertValues<Name extends Table>(queries: Queries, table: Name, _columns: readonly string[], rows: Schema[Name][]): Insert<Name> {
  return queries.insertInto(table).values(rows as never) as unknown as Insert<Name>
}

function insertJson<Name extends Table>(queries: Queries, table: Name, columns: readonly string[]): Insert<Name> {
  const names = sql.join(columns.map((column) => sql.ref(column)))
  const rows = sql`select ${names} from json_populate_recordset(null::${sql.table(table)}, ${''}::json)`
  return queries
    .insertInto(table)
    .columns(columns as never)
    .expression(rows as never) as unknown as Insert<Name>
}
