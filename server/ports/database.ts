import type { Kysely, Transaction } from 'kysely'
import type { Schema } from './schema.ts'

export type Database = Kysely<Schema>
/** Inside a transaction or outside, the same queries. */
export type Queries = Kysely<Schema> | Transaction<Schema>

export type Engine = 'sqlite' | 'postgres'
