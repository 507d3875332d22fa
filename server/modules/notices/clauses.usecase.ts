import type { NoticeClause } from '#contract/notices.ts'
import { problem } from '#contract/problems.ts'
import type { Locale } from '#contract/shared.ts'
import type { Block } from '#domain/blocks.ts'
import { findBlocks } from './notices.repository.ts'
import { excerptOf } from './publication.ts'
import { type ReadPorts, readNotice, shownLanguage } from './read.usecases.ts'

/**
 * Where a clause stands in each version that has it, and since when it is gone. Withdrawn versions never applied, so they do not count.
 * @throws {ProblemError} request/not-found when no version ever had such a clause
 */
export async function readClause(ports: ReadPorts, slug: string, id: string, language: Locale): Promise<NoticeClause> {
  const [notice, texts] = await Promise.all([readNotice(ports, slug), findBlocks(ports.database, slug)])
  const standing = notice.versions.filter(({ status }) => status !== 'withdrawn')
  const clauseIn = ({ effectiveOn, languages, prevailing }: (typeof standing)[number]): Block | undefined => {
    const wishes = [shownLanguage({ languages, prevailing }, language), prevailing, ...languages]
    const candidates = wishes.flatMap((wish) => texts.filter((text) => text.effective_on === effectiveOn && text.language === wish))
    for (const { blocks } of candidates) {
      const found = (JSON.parse(blocks) as Block[]).find((block) => block.id === id)
      if (found) return found
    }
    return undefined
  }
  const versions = standing.flatMap((version) => {
    const block = clauseIn(version)
    return block ? [{ effectiveOn: version.effectiveOn, number: version.number, label: block.label, words: excerptOf(block) }] : []
  })
  const last = versions.at(-1)
  if (!last) throw problem('request/not-found')
  const goneSince = standing.find(({ effectiveOn }) => effectiveOn > last.effectiveOn)?.effectiveOn ?? null
  return { slug, id, versions, goneSince }
}
