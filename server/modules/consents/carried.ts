import { allowsMore, type ConsentAnswer } from '#domain/consent.ts'
import type { Content } from '#server/ports/content.ts'
import type { Hasher } from '#server/ports/hasher.ts'
import type { DecisionWrite } from './decision-write.ts'
import type { ChoiceRow, DecisionRow } from './decisions.repository.ts'
import { derivedId } from './derived-id.ts'
import { subjectOf } from './standing.ts'

/** Where a banner asks. Accounts decide on other channels. */
export const WEB = 'web'

type CarryPorts = { content: Pick<Content, 'purposes'>; hasher: Pick<Hasher, 'sha256'> }

/**
 * What a joined device says is said by the account too, so that its other devices can follow. The device's own time is kept: an older yes
 * never overwrites a newer no.
 */
export async function carriedToAccount(row: DecisionRow, accountId: string, { hasher }: CarryPorts): Promise<DecisionWrite> {
  const id = await derivedId(`carried:${row.id}:${accountId}`, hasher)
  return { row: { ...row, id, subject: subjectOf(accountId) }, sources: [], evidence: { carried: row.id }, keepsTime: true }
}

/**
 * A no is shared between a banner's category and the purposes that name it, in both directions; a yes never is, because its words were not
 * the words of the other question. Only what is granted is lowered, and only by what is newer. Where a notice changed a purpose nobody has said
 * no, so nothing is shared.
 * @param rows an account's decisions on their way in
 * @param standing what stands for these accounts
 */
export async function sharedDenials(
  rows: readonly DecisionRow[],
  standing: readonly ChoiceRow[],
  { content, hasher }: CarryPorts,
): Promise<DecisionWrite[]> {
  const shared = rows
    .filter(({ state, subject, origin }) => state === 'denied' && origin !== 'notice-change' && subject.startsWith('account:'))
    .flatMap((row) => targetsOf(row, content).map((target) => ({ row, ...target })))
  const lowering = shared.filter(({ row, purpose, channel }) => {
    const choice = standing.find((one) => one.subject === row.subject && one.purpose === purpose && one.channel === channel)
    return choice !== undefined && allowsMore(choice.state as ConsentAnswer, 'denied') && choice.decided_at < row.decided_at
  })
  return Promise.all(
    lowering.map(async ({ row, purpose, channel, sources }) => ({
      row: { ...row, id: await derivedId(`shared:${row.id}:${purpose}:${channel}`, hasher), purpose, channel },
      sources,
      evidence: { shared: row.id },
      keepsTime: true,
    })),
  )
}

function targetsOf({ purpose: id, channel }: DecisionRow, { purposes }: CarryPorts['content']) {
  if (channel === WEB) {
    return purposes
      .filter((one) => one.bannerCategory === id && !one.lockedReason)
      .map((one) => ({ purpose: one.id, channel: one.channel as string, sources: one.sources }))
  }
  const own = purposes.find((one) => one.id === id && one.channel === channel)
  return own?.bannerCategory ? [{ purpose: own.bannerCategory as string, channel: WEB, sources: [] as readonly string[] }] : []
}
