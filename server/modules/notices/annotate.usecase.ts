import type { NoticeAnnotation } from '#contract/notices.ts'
import { problem } from '#contract/problems.ts'
import type { Localized } from '#contract/shared.ts'
import type { Block } from '#domain/blocks.ts'
import { commit } from '#server/modules/audit/index.ts'
import { findBlocks, findVersions, insertAnnotation } from './notices.repository.ts'
import type { PublishPorts } from './publish.usecase.ts'

/**
 * Puts a dated note beside a published text, as in "this framework is invalid since …". The text and its hash stay as they are.
 * @param section id of a clause of that version, or null for the whole
 * @throws {ProblemError} request/not-found, notice/clause-unknown
 */
export async function annotateNotice(
  ports: PublishPorts,
  slug: string,
  effectiveOn: string,
  { section, text }: { section: string | null; text: Localized },
): Promise<NoticeAnnotation> {
  const now = ports.clock.now()
  const id = ports.random.id()
  await commit(ports, async (trx, record) => {
    const isPublished = (await findVersions(trx, slug)).some((row) => row.effective_on === effectiveOn)
    if (!isPublished) throw problem('request/not-found')
    if (section !== null) {
      const texts = (await findBlocks(trx, slug)).filter((row) => row.effective_on === effectiveOn)
      const isKnown = texts.some(({ blocks }) => (JSON.parse(blocks) as Block[]).some((block) => block.id === section))
      if (!isKnown) throw problem('notice/clause-unknown')
    }
    await insertAnnotation(trx, { id, slug, effective_on: effectiveOn, section, text: JSON.stringify(text), noted_at: now.getTime() })
    record({ kind: 'notice/annotated', subject: 'operator', about: `notice:${slug}@${effectiveOn}`, facts: { annotation: id } })
  })
  return { id, section, text, notedAt: now.toISOString() }
}
