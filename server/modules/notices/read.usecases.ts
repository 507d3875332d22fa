import { type Notice, NoticeKind, type NoticeText, type NoticeVersion } from '#contract/notices.ts'
import { problem } from '#contract/problems.ts'
import type { Locale, Localized } from '#contract/shared.ts'
import type { Block } from '#domain/blocks.ts'
import { addDays } from '#domain/calendar.ts'
import { dayIn } from '#domain/clocks.ts'
import { isObjectionable, lastDayToObject, takesEffectAt } from '#domain/notice-decisions.ts'
import { versionInForce, versionStatus } from '#domain/notices.ts'
import type { Ports } from '#server/ports/ports.ts'
import { withAnnotations } from './annotations.html.ts'
import { besideHtml } from './beside.html.ts'
import { explainedIn, hinted } from './explained-terms.ts'
import {
  type AnnotationRow,
  findAnnotations,
  findLanguages,
  findText,
  findVersions,
  findWithdrawals,
  type TextRow,
  type VersionRow,
  type WithdrawalRow,
} from './notices.repository.ts'
import { withOwnLinks } from './own-links.ts'

export type ReadPorts = Pick<Ports, 'clock' | 'database' | 'content'>

/**
 * Every notice with all its versions, each notice's in the order in which they take effect; the privacy notice, which the others explain, first.
 * The upcoming ones make the strip on every page.
 */
export async function readNotices(ports: ReadPorts): Promise<Notice[]> {
  const rows = await readRows(ports)
  const notices = [...new Set(rows.versions.map(({ slug }) => slug))].map((slug) => noticeFrom(slug, rows, ports))
  const place = ({ kind }: Notice) => NoticeKind.options.indexOf(kind)
  return notices.toSorted((a, b) => place(a) - place(b))
}

/** @throws {ProblemError} request/not-found */
export async function readNotice(ports: ReadPorts, slug: string): Promise<Notice> {
  const rows = await readRows(ports, slug)
  if (rows.versions.length === 0) throw problem('request/not-found')
  return noticeFrom(slug, rows, ports)
}

interface Rows {
  versions: readonly VersionRow[]
  languages: readonly Pick<TextRow, 'slug' | 'effective_on' | 'language'>[]
  withdrawals: readonly WithdrawalRow[]
  annotations: readonly AnnotationRow[]
}

async function readRows({ database }: ReadPorts, slug?: string): Promise<Rows> {
  const [versions, languages, withdrawals, annotations] = await Promise.all([
    findVersions(database, slug),
    findLanguages(database, slug),
    findWithdrawals(database, slug),
    findAnnotations(database, slug),
  ])
  return { versions, languages, withdrawals, annotations }
}

function noticeFrom(slug: string, rows: Rows, ports: ReadPorts): Notice {
  const today = dayIn(ports.clock.now(), ports.content.organisation.zone)
  const own = rows.versions.filter((row) => row.slug === slug)
  const withdrawals = new Map(rows.withdrawals.filter((row) => row.slug === slug).map((row) => [row.effective_on, row]))
  const standing = own.filter((row) => !withdrawals.has(row.effective_on))
  const statuses = new Map(
    versionStatus(
      standing.map((row) => ({ effectiveOn: row.effective_on })),
      today,
    ).map(({ version, status }) => [version.effectiveOn, status]),
  )
  const versions = own.map((row): NoticeVersion => {
    const { effective_on: effectiveOn } = row
    const next = standing.find((other) => other.effective_on > effectiveOn)
    const withdrawal = withdrawals.get(effectiveOn)
    return {
      effectiveOn,
      publishedAt: new Date(row.published_at).toISOString(),
      status: statuses.get(effectiveOn) ?? 'withdrawn',
      endsOn: next && !withdrawal ? addDays(next.effective_on, -1) : null,
      number: row.number,
      significance: row.significance as NoticeVersion['significance'],
      reason: row.reason,
      corrects: row.corrects,
      withdrawn: withdrawal ? { at: new Date(withdrawal.withdrawn_at).toISOString(), reason: withdrawal.reason } : null,
      annotations: rows.annotations
        .filter((note) => note.slug === slug && note.effective_on === effectiveOn)
        .map(({ id, section, text, noted_at }) => ({
          id,
          section,
          text: JSON.parse(text) as Localized,
          notedAt: new Date(noted_at).toISOString(),
        })),
      languages: rows.languages
        .filter((text) => text.slug === slug && text.effective_on === effectiveOn)
        .map((text) => text.language as Locale),
      prevailing: row.prevailing as Locale,
      changelog: JSON.parse(row.changelog) as NoticeVersion['changelog'],
      purposes: purposesOf(row).map((id) => ({ id, title: ports.content.purposes.find((one) => one.id === id)?.title ?? { en: id } })),
      objection: withdrawal ? null : objectionTo(row, standing[0], ports),
      hash: row.hash,
    }
  })
  const last = standing.at(-1) ?? own.at(-1)
  if (!last) throw problem('request/not-found')
  const { summary = null, related = [] } = JSON.parse(last.about ?? '{}') as { summary?: Localized | null; related?: string[] }
  return { slug, kind: last.kind as Notice['kind'], title: JSON.parse(last.title) as Localized, summary, related, versions }
}

/** The purposes that a version changes. */
export function purposesOf({ about }: Pick<VersionRow, 'about'>): string[] {
  return (JSON.parse(about ?? '{}') as { purposes?: string[] }).purposes ?? []
}

function objectionTo(row: VersionRow, first: VersionRow | undefined, { clock, content }: ReadPorts): NoticeVersion['objection'] {
  const isFirst = row.effective_on === first?.effective_on
  if (!isObjectionable({ significance: row.significance as NoticeVersion['significance'], isFirst })) return null
  const closesAt = takesEffectAt(row.effective_on, content.organisation.zone)
  return { lastDay: lastDayToObject(row.effective_on), closesAt: closesAt.toISOString(), isOpen: clock.now() < closesAt }
}

/** The version that a reader without a date sees: the one in force, else the first to come, else whatever there is. */
export function currentVersion({ versions }: Notice): NoticeVersion | undefined {
  const standing = versions.filter(({ status }) => status !== 'withdrawn')
  return standing.find(({ status }) => status === 'in-force') ?? standing[0] ?? versions[0]
}

/**
 * The text of the version in force on a day, in the asked language or visibly in another one.
 * @param beside a second language to stand beside it, section by section; `isPlain` leaves hints at explained words out
 * @throws {ProblemError} request/not-found for an unknown notice and for days before its first version
 */
export async function readNoticeText(
  ports: ReadPorts,
  slug: string,
  on: string,
  language: Locale,
  { beside, isPlain = false }: { beside?: Locale | undefined; isPlain?: boolean } = {},
): Promise<NoticeText> {
  const notice = await readNotice(ports, slug)
  const version = versionOn(notice, on)
  const shown = shownLanguage(version, language)
  const row = await findText(ports.database, slug, version.effectiveOn, shown)
  if (!row) throw problem('request/not-found')
  const blocks = JSON.parse(row.blocks) as Block[]
  const second = beside !== undefined && beside !== shown ? await findText(ports.database, slug, version.effectiveOn, beside) : undefined
  const html = second
    ? besideHtml({ language: shown, blocks }, { language: second.language as Locale, blocks: JSON.parse(second.blocks) as Block[] })
    : hinted(withOwnLinks(row.html, shown), row.hash, { blocks, glossary: isPlain ? [] : ports.content.glossary, language: shown })
  return {
    slug,
    effectiveOn: version.effectiveOn,
    language: shown,
    fallbackFrom: shown === language ? null : language,
    title: row.title,
    html: withAnnotations(html, version.annotations, { language: shown, blocks, zone: ports.content.organisation.zone }),
    sections: JSON.parse(row.sections) as NoticeText['sections'],
    stale: JSON.parse(row.stale ?? '[]') as string[],
    beside: second ? (second.language as Locale) : null,
    glossary: explainedIn(row.hash, blocks, ports.content.glossary, shown),
    hash: row.hash,
  }
}

/**
 * The version that applies on a day; a withdrawn one only at the very day for which it was published, where it stays readable.
 * @throws {ProblemError} request/not-found for days before the first version
 */
export function versionOn({ versions }: Notice, on: string): NoticeVersion {
  const withdrawn = versions.find(({ effectiveOn, status }) => effectiveOn === on && status === 'withdrawn')
  const standing = versions.filter(({ status }) => status !== 'withdrawn')
  const version = withdrawn ?? versionInForce(standing, on)
  if (!version) throw problem('request/not-found')
  return version
}

/** The asked language where the version has it, else the one that prevails, else English, else any. */
export function shownLanguage({ languages, prevailing }: Pick<NoticeVersion, 'languages' | 'prevailing'>, asked: Locale): Locale {
  const wishes: Locale[] = [asked, prevailing, 'en']
  return wishes.find((wish) => languages.includes(wish)) ?? languages[0] ?? prevailing
}
