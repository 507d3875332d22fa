import type { MailHeaders } from '#contract/decisions.ts'
import { problem } from '#contract/problems.ts'
import type { Purpose } from '#server/ports/content.ts'
import type { Hasher } from '#server/ports/hasher.ts'
import type { Ports } from '#server/ports/ports.ts'
import { decisionsOf } from './decision-api.usecases.ts'
import { insertMailTokens, openAccounts } from './mail-tokens.repository.ts'
import { accountsOfSubjects } from './subjects.repository.ts'

type TokenPorts = Pick<Ports, 'clock' | 'database' | 'content' | 'hasher' | 'settings'>

/**
 * The headers for marketing mails about one purpose. A system that asks for them learns in the same answer whether it may send at all.
 * @throws {ProblemError} `request/not-found` for an unknown purpose, `choice/locked` for service mail, which nobody can stop
 */
export async function mailHeaders(
  { subjects, purpose, channel }: { subjects: readonly string[]; purpose: string; channel: string },
  ports: TokenPorts,
): Promise<MailHeaders[]> {
  const { clock, database, content, hasher, settings } = ports
  const asked = content.purposes.find((one) => one.id === purpose && one.channel === channel)
  if (!asked) throw problem('request/not-found')
  if (asked.lockedReason) throw problem('choice/locked', { purpose })
  const accounts = await accountsOfSubjects(database, subjects)
  const open = await openAccounts(database, [...accounts.values()])
  const decisions = new Map((await decisionsOf(subjects, ports)).map((one) => [one.subject, one.decisions]))
  const made_at = clock.now().getTime()
  const mails = await Promise.all(
    subjects.map(async (subject) => {
      const accountId = accounts.get(subject)
      const standing = decisions.get(subject)?.find((one) => one.purpose === purpose && one.channel === channel)
      const mail = { subject, allowed: standing?.allowed ?? false, url: null, headers: null }
      if (accountId === undefined || !open.has(accountId)) return { mail, row: null }
      const token = await tokenFor(accountId, asked, hasher)
      const url = `${settings.baseUrl}/u/${token}`
      const row = { token_hash: await hasher.sha256(token), account_id: accountId, purpose, channel, made_at }
      return { mail: { ...mail, url, headers: headersFor(url) }, row }
    }),
  )
  await insertMailTokens(
    database,
    mails.flatMap(({ row }) => row ?? []),
  )
  return mails.map(({ mail }) => mail)
}

/**
 * The token for one account, purpose and channel: the same in every mail, so that a mail from long ago still works. It is an HMAC, of which
 * only a hash is kept, and says nothing about the person.
 */
async function tokenFor(accountId: string, { id, channel }: Purpose, { keyed }: Pick<Hasher, 'keyed'>): Promise<string> {
  const hex = await keyed(`mail-token:${accountId}:${id}:${channel}`)
  const bytes = hex.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? []
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

/** Source: RFC 8058 §3.1. */
function headersFor(url: string): NonNullable<MailHeaders['headers']> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}
