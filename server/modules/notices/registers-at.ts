import type { Queries } from '#server/ports/database.ts'
import type { Ports } from '#server/ports/ports.ts'
import { findVersions, findWithdrawals } from './notices.repository.ts'
import { draftOf, hashOfDraft } from './publication.ts'
import type { Registers } from './register-tables.ts'

/**
 * The registers with the companies that a version of a notice lets begin, each from that version's day. A version that was published later,
 * or withdrawn, brings none.
 * @param publishedAt when the text that shows the registers is published
 */
export async function registersAt(
  queries: Queries,
  { content, hasher }: Pick<Ports, 'content' | 'hasher'>,
  publishedAt: Date,
): Promise<Registers> {
  const joining: NonNullable<Registers['joining']>[number][] = []
  for (const { joinsWith, ...company } of content.joiningSubProcessors) {
    const [versions, withdrawals] = await Promise.all([findVersions(queries, joinsWith.slug), findWithdrawals(queries, joinsWith.slug)])
    const gone = new Set(withdrawals.map((row) => row.effective_on))
    const hash = await hashOfDraft(joinsWith, hasher)
    const announced = versions.find(
      (row) => draftOf(row.about) === hash && row.published_at <= publishedAt.getTime() && !gone.has(row.effective_on),
    )
    if (announced) joining.push({ ...company, since: announced.effective_on })
  }
  return { ...content, joining }
}
