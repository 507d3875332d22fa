import { daysBetween } from '#domain/calendar.ts'
import { NOTICE_DAYS } from '#domain/clocks.ts'
import type { ContentFault } from './content.fault.ts'
import { checkGlossary } from './content.glossary.ts'
import type { NoticeFolder } from './content.notices.ts'
import type { ContentParts } from './content.parts.ts'
import { known, report, unique } from './content.references.ts'
import { checkRetentions } from './content.retentions.ts'
import { checkSources } from './content.sources.ts'
import { EEA } from './eea.ts'

/** Finds what no single file can know: dangling references, ids used twice, texts that disagree. */
export function crossCheck(parts: ContentParts, faults: ContentFault[]): void {
  checkIds(parts, faults)
  checkRegisters(parts, faults)
  checkTransfers(parts, faults)
  checkSources(parts, faults)
  checkRetentions(parts, faults)
  checkGlossary(parts, faults)
  for (const notice of parts.notices) {
    checkNotice(notice, isFirst(notice, parts.notices), faults)
    checkConcerns(notice, parts, faults)
    checkChangedPurposes(notice, parts, faults)
  }
}

function checkIds({ organisation, processing, purposes, services, subProcessors, transfers }: ContentParts, faults: ContentFault[]): void {
  unique(organisation, ['sites'], organisation.value.sites, faults)
  unique(processing, ['categories'], processing.value.categories, faults)
  unique(services, ['categories'], services.value.categories, faults)
  unique(subProcessors, ['subProcessors'], subProcessors.value.subProcessors, faults)
  unique(transfers, ['transfers'], transfers.value.transfers, faults)
  // One purpose may stand on several channels, so the pair must be unique.
  unique(
    purposes,
    ['purposes'],
    purposes.value.purposes.map(({ id, channel }) => ({ id: `${id} on ${channel}` })),
    faults,
  )
  const seen = new Set<string>()
  for (const [c, category] of services.value.categories.entries()) {
    for (const [s, { id }] of category.services.entries()) {
      if (seen.has(id)) report(services, ['categories', c, 'services', s, 'id'], `the id ${id} stands here twice; rename one`, faults)
      seen.add(id)
    }
  }
}

function checkRegisters({ processing, purposes, subProcessors, notices }: ContentParts, faults: ContentFault[]): void {
  const privacy = notices.filter(({ slug }) => slug === 'privacy')
  const sections = privacy.flatMap(({ about, texts }) => texts[about.value.prevailing]?.sections ?? []).map(({ id }) => ({ id }))
  const { categories } = processing.value
  for (const [i, category] of categories.entries()) {
    const at = ['categories', i] as const
    for (const [r, id] of category.recipients.companies.entries()) {
      known(
        processing,
        [...at, 'recipients', 'companies', r],
        id,
        subProcessors.value.subProcessors,
        'registers/sub-processors.yaml',
        faults,
      )
    }
    known(processing, [...at, 'noticeSection'], category.noticeSection, sections, 'the privacy notice', faults)
  }
  for (const [i, purpose] of purposes.value.purposes.entries()) {
    known(purposes, ['purposes', i, 'category'], purpose.category, categories, 'registers/processing.yaml', faults)
  }
}

function checkTransfers({ processing, subProcessors, transfers, notices }: ContentParts, faults: ContentFault[]): void {
  const companies = subProcessors.value.subProcessors
  const { categories } = processing.value
  for (const [i, transfer] of transfers.value.transfers.entries()) {
    known(transfers, ['transfers', i, 'recipient'], transfer.recipient, companies, 'registers/sub-processors.yaml', faults)
    for (const [c, id] of transfer.categories.entries()) {
      known(transfers, ['transfers', i, 'categories', c], id, categories, 'registers/processing.yaml', faults)
    }
  }
  const covered = new Set(transfers.value.transfers.map(({ recipient }) => recipient))
  const versions = notices.map(({ slug, folder }) => ({ id: `${slug}/${folder}` }))
  for (const [i, company] of companies.entries()) {
    const at = ['subProcessors', i] as const
    for (const [c, id] of company.categories.entries()) {
      known(subProcessors, [...at, 'categories', c], id, categories, 'registers/processing.yaml', faults)
    }
    if (company.joinsWith !== undefined) known(subProcessors, [...at, 'joinsWith'], company.joinsWith, versions, 'notices', faults)
    if (!EEA.has(company.country) && !covered.has(company.id)) {
      const message = `${company.id} is outside the European Economic Area without a safeguard; add it to registers/transfers.yaml`
      report(subProcessors, [...at, 'country'], message, faults)
    }
  }
}

/** Whether no version of the same notice takes effect before this one; days that count from the first start come after all others. */
function isFirst({ slug, about }: NoticeFolder, all: readonly NoticeFolder[]): boolean {
  const dayOf = (one: NoticeFolder['about']) => one.value.effectiveOn ?? '9999-12-31'
  return !all.some((other) => other.slug === slug && other.about !== about && dayOf(other.about) <= dayOf(about))
}

function checkNotice({ folder, about, texts }: NoticeFolder, first: boolean, faults: ContentFault[]): void {
  const { prevailing, effectiveOn, changelog } = about.value
  if (effectiveOn !== undefined && effectiveOn !== folder) {
    report(about, ['effectiveOn'], `effectiveOn is ${effectiveOn} but the folder says ${folder}; make them agree`, faults)
  }
  checkTime(about, first, faults)
  const original = texts[prevailing]
  if (!original) {
    report(about, ['prevailing'], `the text in the prevailing language is missing; write ${prevailing}.md`, faults)
    return
  }
  if (original.sections === null) return
  for (const [i, { section }] of changelog.entries()) {
    if (section !== null) known(about, ['changelog', i, 'section'], section, original.sections, original.file, faults)
  }
  for (const { file, sections } of Object.values(texts)) {
    if (sections === null) continue
    const order = original.sections.map(({ id }) => id)
    const stray = sections.find(({ id }, index) => id !== order[index])
    if (stray || sections.length < order.length) {
      const expected = order[stray ? sections.indexOf(stray) : sections.length] ?? 'nothing more'
      faults.push({ file, line: stray?.line ?? 1, message: `sections differ from ${prevailing}.md; here belongs ${expected}` })
    }
  }
}

/** A change can only touch records of a kind that is held. */
function checkConcerns({ about }: NoticeFolder, { processing }: ContentParts, faults: ContentFault[]): void {
  for (const [i, { concerns = [] }] of about.value.changelog.entries()) {
    for (const [c, id] of concerns.entries()) {
      known(about, ['changelog', i, 'concerns', c], id, processing.value.categories, 'registers/processing.yaml', faults)
    }
  }
}

/** A version can change what people agreed to, so the purposes it names must be choices; a mere correction changes none. */
function checkChangedPurposes({ about }: NoticeFolder, { purposes }: ContentParts, faults: ContentFault[]): void {
  const { purposes: changed = [], significance } = about.value
  const choices = purposes.value.purposes.filter(({ kind }) => kind === 'choice')
  for (const [i, id] of changed.entries()) known(about, ['purposes', i], id, choices, 'registers/purposes.yaml as a choice', faults)
  if (changed.length > 0 && (significance === 'minor' || significance === 'corrigendum')) {
    report(about, ['purposes'], `a ${significance} version changes no purpose; leave purposes out`, faults)
  }
}

/** The same rule as for publishing, told before the server starts. */
function checkTime(about: NoticeFolder['about'], first: boolean, faults: ContentFault[]): void {
  const { publishedOn, effectiveOn, publishedDaysAgo, effectiveInDays, significance, reason } = about.value
  if (significance === 'corrigendum' && first)
    report(about, ['significance'], 'a corrigendum corrects an earlier version, and there is none; write "significance: minor"', faults)
  if (significance === 'corrigendum' || significance === 'legal-duty') {
    if (reason === undefined)
      report(about, ['significance'], `significance is ${significance}, which needs its reason on record; add "reason:"`, faults)
    return
  }
  const isDated = publishedOn !== undefined && effectiveOn !== undefined
  const days = isDated ? daysBetween(publishedOn, effectiveOn) : (publishedDaysAgo ?? 0) + (effectiveInDays ?? 0)
  const path = isDated ? 'effectiveOn' : 'effectiveInDays'
  if (days < 0) report(about, [path], `${path} is before publication; make it the day of publication or a later one`, faults)
  // The first version of a notice changes nothing.
  if (days < 0 || first || days >= NOTICE_DAYS) return
  report(about, [path], `${path} is ${days} days after publication; leave at least ${NOTICE_DAYS}`, faults)
}
