/**
 * The mail platform's tables, in the part of SQL that SQLite and PostgreSQL share. Times are epoch milliseconds.
 * Every table but the accounts themselves hangs below one account.
 */
export const tables = {
  accounts: ['id', 'email', 'name', 'company', 'phone', 'plan', 'opened_at'],
  profile_entries: ['id', 'account_id', 'name', 'value', 'recorded_at'],
  credentials: ['id', 'account_id', 'kind', 'label', 'last_used', 'created_at'],
  message_events: ['id', 'account_id', 'sender', 'recipient', 'subject', 'status', 'address', 'bytes', 'occurred_at'],
  message_bodies: ['id', 'account_id', 'sender', 'recipient', 'subject', 'body', 'bytes', 'stored_at'],
  suppressions: ['id', 'account_id', 'recipient', 'reason', 'added_at'],
  recipient_activity: ['id', 'account_id', 'recipient_hash', 'activity', 'happened_at'],
  invoices: ['id', 'account_id', 'number', 'plan', 'amount', 'paid', 'issued_at'],
  support_conversations: ['id', 'account_id', 'ticket', 'subject', 'message', 'opened_at'],
  page_views: ['id', 'account_id', 'page', 'browser', 'place', 'visited_at'],
  marketing_preferences: ['id', 'account_id', 'purpose', 'channel', 'state', 'decided_at'],
} as const satisfies Record<string, readonly string[]>

export type Table = keyof typeof tables

const typeOf = (column: string) => {
  if (column === 'id') return 'text PRIMARY KEY'
  if (column.endsWith('_at')) return 'bigint NOT NULL'
  if (column === 'bytes') return 'integer NOT NULL'
  if (column === 'account_id') return 'text NOT NULL REFERENCES accounts(id)'
  return 'text'
}

/** The column that tells a record's age; the accounts themselves have none that matters. */
export const timeOf = (table: Table) => tables[table].find((column) => column.endsWith('_at')) ?? 'opened_at'

/** Statements that make the tables where they are missing. */
export const schema: readonly string[] = [
  ...Object.entries(tables).map(
    ([table, columns]) => `CREATE TABLE IF NOT EXISTS ${table} (${columns.map((column) => `${column} ${typeOf(column)}`).join(', ')})`,
  ),
  ...Object.keys(tables)
    .filter((table) => table !== 'accounts')
    .map((table) => `CREATE INDEX IF NOT EXISTS ${table}_by_account ON ${table} (account_id, ${timeOf(table as Table)}, id)`),
  'CREATE UNIQUE INDEX IF NOT EXISTS accounts_by_email ON accounts (email)',
  'CREATE UNIQUE INDEX IF NOT EXISTS marketing_preferences_once ON marketing_preferences (account_id, purpose, channel)',
]
