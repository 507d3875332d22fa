import { ProblemError } from '#contract/problems.ts'
import type { Clock } from '#server/ports/clock.ts'
import { type Source, SourceError } from '#server/ports/source.ts'
import { badCursor } from './cursor.ts'
import type { SqlDeclaration } from './declaration.ts'
import { described } from './described.ts'
import type { SqlConnection } from './sql-connection.ts'
import { holdsDecision, mustDecide, writeDecision } from './sql-deciding.ts'
import { eraseCollections, planCollection } from './sql-erasing.ts'
import { countCollection, identify, readPage } from './sql-reading.ts'

/**
 * A system reached by SQL, as declared.
 * @param connect opens the system's database; called when it is first needed, and again after it failed
 */
export function createSqlSource(
  declaration: SqlDeclaration,
  { connect, clock }: { connect: () => Promise<SqlConnection>; clock: Clock },
): Source & { close(): Promise<void> } {
  const { id, collections, consent } = declaration
  let opened: Promise<SqlConnection> | null = null

  async function reach<T>(work: (connection: SqlConnection) => Promise<T>): Promise<T> {
    try {
      opened ??= connect()
      return await work(await opened)
    } catch (error) {
      if (error instanceof ProblemError) throw error
      throw sourceError(id, error)
    }
  }
  // An attempt to open that failed must not be remembered, or the system would be away for ever.
  const ask = <T>(work: (connection: SqlConnection) => Promise<T>) =>
    reach(work).finally(() => {
      opened?.catch(() => {
        opened = null
      })
    })

  return {
    id,
    describe: async () => described(declaration, consent?.purposes ?? []),
    health: () => ask(async ({ database }) => void (await identify(database, declaration.identify, ''))),
    identify: (email) => ask(({ database }) => identify(database, declaration.identify, email)),
    count: (subject) => ask(({ database }) => inTurn(collections, (collection) => countCollection(database, collection, subject))),
    access: (subject, query) =>
      ask(async ({ database }) => {
        const collection = collections.find(({ name }) => name === query.collection)
        if (!collection) throw new SourceError('no such collection')
        try {
          return await readPage(database, collection, subject, query)
        } catch (error) {
          // PostgreSQL refuses text that is no value of the key's type (class 22); only a made-up cursor carries such.
          throw query.cursor !== undefined && codeOf(error).startsWith('22') ? badCursor() : error
        }
      }),
    plan: (subject) => ask(({ database }) => inTurn(collections, (collection) => planCollection(database, collection, subject))),
    erase: (subject, order) => ask((connection) => eraseCollections(connection, collections, subject, { ...order, at: clock.now() })),
    consent: (subject, delivery) => ask(({ database }) => writeDecision(database, mustDecide(consent), subject, delivery)),
    verify: (subject, delivery) => ask(({ database }) => holdsDecision(database, mustDecide(consent), subject, delivery)),
    async close() {
      const connection = await opened?.catch(() => null)
      opened = null
      await connection?.database.destroy()
    },
  }
}

async function inTurn<T, R>(entries: readonly T[], work: (entry: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const entry of entries) results.push(await work(entry))
  return results
}

/** The engine's code only: its messages may quote the row. */
function sourceError(id: string, error: unknown): SourceError {
  if (error instanceof SourceError) return new SourceError(`${id}: ${error.message}`, error.retryAfterMs)
  return new SourceError(`${id}: ${codeOf(error)}`)
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : 'the database refused'
}
