import { type Compilable, CompiledQuery } from 'kysely'
import type { Queries } from '#server/ports/database.ts'

// SQLite takes 32,766 values in a statement and PostgreSQL 65,535.
const LARGEST = 256
const texts = new WeakMap<object, Map<string, string>>()

/**
 * Inserts rows of one shape. Statements have sizes of powers of two, so that there are few of them: their text is written once per engine, and
 * the database finds them compiled. Writing and compiling one anew for each batch cost more than inserting its rows.
 * @param name names the statement: one name, one table and one shape
 * @returns what the statement returns of each row, where it returns anything
 */
export async function insertAlike<Row extends object, Answer>(
  queries: Queries,
  name: string,
  rows: readonly Row[],
  statement: (rows: Row[]) => Compilable<Answer>,
): Promise<Answer[]> {
  const [first] = rows
  if (first === undefined) return []
  const columns = Object.keys(first) as (keyof Row)[]
  const known = textsOf(queries)
  const answers: Answer[] = []
  for (let from = 0; from < rows.length; ) {
    const size = Math.min(LARGEST, 2 ** Math.floor(Math.log2(rows.length - from)))
    const part = rows.slice(from, from + size)
    from += size
    const text = known.get(`${name} ${size}`) ?? statement(part).compile().sql
    known.set(`${name} ${size}`, text)
    const values: unknown[] = []
    for (const row of part) for (const column of columns) values.push(row[column])
    const answer = await queries.executeQuery<Answer>(CompiledQuery.raw(text, values))
    answers.push(...answer.rows)
  }
  return answers
}

function textsOf(queries: Queries): Map<string, string> {
  const engine = queries.getExecutor().adapter
  const known = texts.get(engine) ?? new Map<string, string>()
  texts.set(engine, known)
  return known
}
