import { Locale } from '#contract/shared.ts'
import { queueMail } from '#server/modules/outbox/index.ts'
import type { Queries } from '#server/ports/database.ts'
import type { Ports } from '#server/ports/ports.ts'
import type { ObligationRow } from './obligations.repository.ts'

export type TellPorts = Pick<Ports, 'clock' | 'random' | 'settings'> & { content: Ports['content'] }

/**
 * Writes to the people whose decisions were not followed in time: once per decision, in the transaction that records the breach. A closed
 * account has no address left.
 * @param breached obligations that are breached from now on
 */
export async function tellOfBreaches(trx: Queries, breached: readonly ObligationRow[], ports: TellPorts): Promise<void> {
  if (breached.length === 0) return
  const ids = new Set(breached.map(({ id }) => id))
  const decisions = [...new Set(breached.map(({ decision_id }) => decision_id))]
  const told = await trx
    .selectFrom('obligations')
    .select(['id', 'decision_id'])
    .where('decision_id', 'in', decisions)
    .where('task_id', 'is not', null)
    .execute()
  const toldBefore = new Set(told.filter(({ id }) => !ids.has(id)).map(({ decision_id }) => decision_id))
  const owners = new Map(breached.filter((row) => !toldBefore.has(row.decision_id)).map((row) => [row.decision_id, row.account_id]))
  if (owners.size === 0) return
  const accounts = await trx
    .selectFrom('accounts')
    .select(['id', 'email', 'locale'])
    .where('id', 'in', [...new Set(owners.values())])
    .where('closed_at', 'is', null)
    .execute()
  const byId = new Map(accounts.map((account) => [account.id, account]))
  for (const accountId of owners.values()) {
    const account = byId.get(accountId)
    if (!account) continue
    const locale = Locale.parse(account.locale)
    const facts = { link: `${ports.settings.baseUrl}/${locale}/me/choices` }
    await queueMail(trx, ports, { accountId, to: account.email, template: 'promise-missed', locale, facts })
  }
}
