import type { Locale, Localized } from '#contract/shared.ts'
import { addDays } from '#domain/calendar.ts'
import { dayIn } from '#domain/clocks.ts'
import { versionInForce } from '#domain/notices.ts'
import type { NoticeDraft } from '#server/ports/content.ts'
import { findText, type VersionRow } from './notices.repository.ts'
import { draftOf, hashOfDraft } from './publication.ts'
import { findStanding, type Published, type PublishPorts, publishNotice } from './publish.usecase.ts'
import { type Registers, withRegisters } from './register-tables.ts'
import { registersAt } from './registers-at.ts'

/** What a version says of itself that was made because a register changed. */
const CHANGED: Localized = {
  en: 'The list follows the register, which has changed. The words around it are the same.',
  de: 'Die Liste folgt dem Register, das sich geändert hat. Die Worte darum sind dieselben.',
  ar: 'تتبع القائمة السجل الذي تغيّر، والكلمات حولها لم تتغير.',
}
const REASON = 'The register changed. What people are told must be right on the day it applies (Art. 5(1)(a), 13 and 14 GDPR).'

/**
 * Publishes a new version of every notice in force whose registers have changed since, so that banner, pages and notice cannot disagree.
 * It applies from today: facts cannot wait 30 days to be told. Nobody is mailed, because no rule has changed.
 */
export async function followRegisters(ports: PublishPorts): Promise<Published[]> {
  const published: Published[] = []
  const registers = await registersAt(ports.database, ports, ports.clock.now())
  const today = dayIn(ports.clock.now(), ports.content.organisation.zone)
  for (const slug of new Set(ports.content.notices.filter(({ rendered }) => rendered === 'registers').map((draft) => draft.slug))) {
    const { all, standing } = await findStanding(ports.database, slug)
    const inForce = versionInForce(
      standing.map((row) => ({ effectiveOn: row.effective_on, row })),
      today,
    )?.row
    const draft = inForce && (await draftBehind(inForce, ports))
    if (!inForce || !draft || !(await hasChanged(inForce, draft, registers, ports))) continue
    const taken = new Set(all.map((row) => row.effective_on))
    const effectiveOn = [today, addDays(today, 1)].find((day) => !taken.has(day))
    if (effectiveOn === undefined) continue
    const { published: _published, effective: _effective, ...rest } = draft
    const changelog = [{ section: null, text: CHANGED }]
    const version = { ...rest, effectiveOn, significance: 'legal-duty', reason: REASON, corrects: null, changelog, purposes: [] } as const
    published.push(await publishNotice(ports, version, { publishedAt: ports.clock.now(), isAnnounced: false }))
  }
  return published
}

async function draftBehind({ slug, about }: VersionRow, { content, hasher }: PublishPorts): Promise<NoticeDraft | undefined> {
  for (const draft of content.notices.filter((one) => one.slug === slug && one.rendered === 'registers')) {
    if ((await hashOfDraft(draft, hasher)) === draftOf(about)) return draft
  }
  return undefined
}

async function hasChanged(
  { slug, effective_on }: VersionRow,
  { texts }: NoticeDraft,
  registers: Registers,
  { database }: PublishPorts,
): Promise<boolean> {
  for (const [language, source] of Object.entries(texts) as [Locale, string][]) {
    const stored = await findText(database, slug, effective_on, language)
    if (stored && stored.source !== withRegisters(source, registers, language)) return true
  }
  return false
}
