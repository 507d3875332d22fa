import type { Locale } from '#contract/shared.ts'
import { commit } from '#server/modules/audit/index.ts'
import type { Queries } from '#server/ports/database.ts'
import type { Ports } from '#server/ports/ports.ts'
import { type AccountRow, findAccountByEmailKey, insertAccount, updateLanguage } from './accounts.repository.ts'

/**
 * The lookup key of an address: the same person typing their address in another case is the same person, and the key tells nothing without
 * the server's secret.
 */
export function emailKey({ hasher }: Pick<Ports, 'hasher'>, email: string): Promise<string> {
  return hasher.keyed(`email:${email.normalize('NFC').trim().toLowerCase()}`)
}

/** The account of a proven address; it is made when the address is proven for the first time. */
export async function accountOfProvenEmail(ports: Ports, queries: Queries, email: string, locale: Locale): Promise<AccountRow> {
  const key = await emailKey(ports, email)
  const known = await findAccountByEmailKey(queries, key)
  if (known) return known
  await insertAccount(queries, newAccount(ports, { email, key, locale, name: null, passwordHash: null }))
  const made = await findAccountByEmailKey(queries, key)
  if (!made) throw new Error('an account with this address was closed and its key is still taken')
  return made
}

/** From now on we write to this person in the language in which they use their account. The same language again changes nothing. */
export async function setLanguage({ accountId, locale }: { accountId: string; locale: Locale }, ports: Ports): Promise<void> {
  await commit(ports, async (trx, record) => {
    if (!(await updateLanguage(trx, accountId, locale))) return
    record({ kind: 'account/language-changed', subject: `account:${accountId}`, about: accountId, facts: { locale } })
  })
}

/** Puts a sample account in place, once. Demo mode only. @returns its id */
export async function seedAccount(
  ports: Ports,
  sample: { email: string; password: string; name: string; locale: Locale },
): Promise<string> {
  const key = await emailKey(ports, sample.email)
  const known = await ports.database.selectFrom('accounts').select('id').where('email_key', '=', key).executeTakeFirst()
  if (known) return known.id
  const passwordHash = await ports.passwords.hash(sample.password)
  const account = newAccount(ports, { ...sample, key, passwordHash })
  await insertAccount(ports.database, account)
  return account.id
}

function newAccount(
  { random, clock }: Ports,
  {
    email,
    key,
    locale,
    name,
    passwordHash,
  }: { email: string; key: string; locale: Locale; name: string | null; passwordHash: string | null },
): AccountRow {
  return {
    id: random.id(),
    email: email.trim(),
    email_key: key,
    name,
    locale,
    password_hash: passwordHash,
    created_at: clock.now().getTime(),
    closed_at: null,
  }
}
