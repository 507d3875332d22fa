import { randomBytes } from 'node:crypto'
import { Client } from 'pg'

const isInCi = Boolean(process.env.CI) && process.env.CI !== 'false'

/** What journeys over stored data run on; in CI also where PostgreSQL is missing, so that its absence is seen. */
export const engines = process.env.TEST_DATABASE_URL || isInCi ? (['sqlite', 'postgres'] as const) : (['sqlite'] as const)

/** An empty PostgreSQL database for one demo alone. */
export interface OwnDatabase {
  /** As for DATABASE_URL. */
  url: string
  drop(): Promise<void>
}

/**
 * Makes an empty database on the server that TEST_DATABASE_URL names.
 * @throws {Error} if it names none
 */
export async function openOwnDatabase(): Promise<OwnDatabase> {
  const server = process.env.TEST_DATABASE_URL
  if (!server) throw new Error('TEST_DATABASE_URL names no PostgreSQL server')
  const name = `journey_${randomBytes(8).toString('hex')}`
  await ask(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => ask(server, `drop database ${name} with (force)`) }
}

/** Sends one statement to a PostgreSQL database. */
export async function ask(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server })
  await client.connect()
  await client.query(statement)
  await client.end()
}
