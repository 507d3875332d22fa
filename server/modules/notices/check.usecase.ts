import type { NoticeCheck, NoticeDraft, NoticePreview } from '#contract/notice-publication.ts'
import type { Locale } from '#contract/shared.ts'
import type { Block } from '#domain/blocks.ts'
import { dayIn } from '#domain/clocks.ts'
import { earliestEffectiveOn } from '#domain/notices.ts'
import { lintDraft } from './lint.ts'
import { draftOf, hashOfDraft, publishableOf, typeset } from './publication.ts'
import { findEarlier, findStanding, type PublishPorts, refusalOf } from './publish.usecase.ts'
import { registersAt } from './registers-at.ts'

/** What publishing a draft would do now, and what its author may want to repair. Stores nothing. */
export async function checkNotice(ports: PublishPorts, slug: string, draft: NoticeDraft): Promise<NoticeCheck> {
  const { database, clock, content, hasher } = ports
  const version = publishableOf(slug, draft)
  const { all, standing } = await findStanding(database, slug)
  const { zone } = content.organisation
  const hash = await hashOfDraft(version, hasher)
  // Words that were withdrawn may come back on another day; only those that stand are the same version.
  const same = all.find((row) => row.effective_on === draft.effectiveOn) ?? standing.find((row) => draftOf(row.about) === hash)
  const earlier = await findEarlier(database, version, standing)
  const findings = lintDraft(version, {
    before: Object.fromEntries(earlier.texts.map(({ language, blocks }) => [language, JSON.parse(blocks) as Block[]])),
    languages: content.organisation.locales.filter((language) => earlier.texts.some((text) => text.language === language)),
    categories: content.categories,
    publishedOn: dayIn(clock.now(), zone),
  })
  const isAltered = same !== undefined && draftOf(same.about) !== undefined && draftOf(same.about) !== hash
  return {
    effectiveOn: draft.effectiveOn,
    earliestOn: earliestEffectiveOn(clock.now(), zone),
    refusal: same ? null : refusalOf(version, clock.now(), { all, standing }, content),
    published: same ? { effectiveOn: same.effective_on, number: same.number, isWithdrawn: !standing.includes(same) } : null,
    findings: isAltered
      ? [
          { code: 'published-differently', language: null, line: null, facts: { number: same.number, effectiveOn: same.effective_on } },
          ...findings,
        ]
      : findings,
  }
}

/** A draft as it would be published. Stores nothing and refuses nothing that can be read. */
export async function previewNotice(ports: PublishPorts, slug: string, draft: NoticeDraft): Promise<NoticePreview> {
  const version = publishableOf(slug, draft)
  const { standing } = await findStanding(ports.database, slug)
  const earlier = await findEarlier(ports.database, version, standing)
  const registers = await registersAt(ports.database, ports, ports.clock.now())
  const { texts } = await typeset(version, ports.clock.now(), earlier, { hasher: ports.hasher, registers })
  return { texts: texts.map(({ language, title, html, hash }) => ({ language: language as Locale, title, html, hash })) }
}
