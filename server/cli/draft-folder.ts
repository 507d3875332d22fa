import { isUtf8 } from 'node:buffer'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { z } from 'zod'
import { DRAFT_BYTES, type NoticeDraft } from '#contract/notice-publication.ts'
import { type Locale, locales, Slug } from '#contract/shared.ts'
import { addDays, isDay } from '#domain/calendar.ts'
import type { ContentFault } from '#server/modules/registers/content.fault.ts'
import { DraftFile } from '#server/modules/registers/content.schemas.ts'
import { splitFrontMatter } from '#server/modules/registers/front-matter.ts'
import { readYaml } from '#server/modules/registers/located-yaml.ts'

/** A version as it lies in a folder: `notice.yaml` and one text per language. */
export interface DraftFolder {
  folder: string
  slug: string
  /** False where the days count from the first start, so that they move on with every reading. */
  isDated: boolean
  /** What stands in the folder and means nothing to a notice, one line each. */
  unused: readonly string[]
  draft: z.input<typeof NoticeDraft> & { texts: Partial<Record<Locale, string>> }
}

/** Reads several versions. @throws {FolderFault} with what is wrong in each of them */
export async function readDraftFolders(
  folders: readonly string[],
  options: { slug?: string | undefined; today: string },
): Promise<DraftFolder[]> {
  const read = await Promise.allSettled(folders.map((folder) => readDraftFolder(folder, options)))
  const failed = read.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []))
  const grave = failed.find(({ name }) => name !== 'FolderFault')
  if (grave) throw grave
  if (failed.length > 0) throw new FolderFault(failed.map(({ message }) => message).join('\n'))
  return read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
}

/** A folder that holds no version, or one that does not fit. */
export class FolderFault extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'FolderFault'
  }
}

/** Every folder with a `notice.yaml`, the given one or below it, in order. @throws {FolderFault} when there is none */
export async function versionFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true }).catch((failure: NodeJS.ErrnoException) => {
    if (failure.code === 'ENOENT' || failure.code === 'ENOTDIR') throw new FolderFault(`There is no folder ${folder}.`)
    throw failure
  })
  const found = entries.filter((entry) => path.basename(entry) === 'notice.yaml').map((entry) => path.join(folder, path.dirname(entry)))
  if (found.length === 0) throw new FolderFault(`${folder} holds no notice.yaml. Name the folder of a version, or one above it.`)
  return found.toSorted()
}

/**
 * Reads one version. Its slug is the name of the folder above, unless one is given; days that count from the first start count from today.
 * @throws {FolderFault} listing what is wrong with `notice.yaml`, line by line, or naming the file that cannot be read
 */
async function readDraftFolder(folder: string, { slug, today }: { slug?: string | undefined; today: string }): Promise<DraftFolder> {
  const file = path.join(folder, 'notice.yaml')
  const faults: ContentFault[] = []
  const about = readYaml(DraftFile, file, await readUtf8(file), faults)
  if (!about) throw new FolderFault(faults.map((fault) => `${fault.file}:${fault.line}: ${fault.message}`).join('\n'))
  const {
    publishedOn: _on,
    publishedDaysAgo: _ago,
    effectiveOn,
    effectiveInDays,
    title,
    reason,
    corrects,
    rendered,
    purposes,
    ...rest
  } = about.value
  const day = dayOf(folder, effectiveOn, about.lineOf(['effectiveOn']))
  if (day === null && effectiveInDays === undefined) throw new FolderFault(`${file}:1: lacks its day; write "effectiveOn: 2026-03-01"`)
  const { texts, titles, unused } = await readTexts(folder)
  const { prevailing } = rest
  if (Object.keys(texts).length > 0 && texts[prevailing] === undefined) {
    throw new FolderFault(`${file}:${about.lineOf(['prevailing'])}: prevailing is ${prevailing}, and ${prevailing}.md is missing; write it`)
  }
  if (Object.keys(texts).length === 0) throw new FolderFault(`${folder} holds no text. Write ${rest.prevailing}.md.`)
  const version = {
    folder,
    slug: slugOf(folder, slug),
    isDated: day !== null,
    unused,
    draft: {
      ...rest,
      title: { ...title, ...titles },
      effectiveOn: day ?? addDays(today, effectiveInDays ?? 0),
      reason: reason ?? null,
      corrects: corrects ?? null,
      rendered: rendered ?? null,
      purposes: purposes ?? [],
      texts,
    },
  }
  const bytes = Buffer.byteLength(JSON.stringify(version.draft))
  if (bytes > DRAFT_BYTES) {
    throw new FolderFault(
      `${folder} is too large: its texts and notice.yaml make ${mebibytes(bytes)}, and at most ${mebibytes(DRAFT_BYTES)} are taken. Shorten it.`,
    )
  }
  return version
}

/** The notice's name in its address. @throws {FolderFault} where it cannot be one */
function slugOf(folder: string, given: string | undefined): string {
  const above = path.dirname(path.resolve(folder))
  const slug = given ?? path.basename(above)
  if (Slug.safeParse(slug).success) return slug
  const rule = 'Write a-z, 0-9 and hyphens inside, at most 64 letters.'
  if (given !== undefined) throw new FolderFault(`"${slug}" cannot be the name of a notice. ${rule}`)
  throw new FolderFault(`The folder ${above} cannot be the name of a notice. ${rule} Rename it, or give the name with --slug.`)
}

function mebibytes(bytes: number): string {
  return `${(bytes / (1024 * 1024)).toFixed(1)} MiB`
}

/** The day of a version: that of notice.yaml, else the folder's own. @throws {FolderFault} where the two differ, or the folder's is no day */
function dayOf(folder: string, effectiveOn: string | undefined, line: number): string | null {
  const name = path.basename(folder)
  if (!/^\d{4}-\d\d-\d\d$/.test(name)) return effectiveOn ?? null
  if (!isDay(name)) throw new FolderFault(`${folder}: ${name} is no day of the calendar. Rename the folder.`)
  if (effectiveOn !== undefined && effectiveOn !== name) {
    const file = path.join(folder, 'notice.yaml')
    throw new FolderFault(`${file}:${line}: effectiveOn is ${effectiveOn} but the folder says ${name}; make them agree`)
  }
  return name
}

interface Texts {
  texts: Partial<Record<Locale, string>>
  titles: Partial<Record<Locale, string>>
  unused: string[]
}

/** @throws {FolderFault} where a text is empty, is not UTF-8, or stands below front matter that cannot be read */
async function readTexts(folder: string): Promise<Texts> {
  const all: Texts = { texts: {}, titles: {}, unused: [] }
  for (const name of (await readdir(folder)).filter((one) => one.endsWith('.md')).toSorted()) {
    const locale = locales.find((one) => name === `${one}.md`)
    if (!locale) {
      all.unused.push(`${name}: this file is left out; a text is called ${locales.map((one) => `${one}.md`).join(', ')}`)
      continue
    }
    const file = path.join(folder, name)
    const faults: ContentFault[] = []
    const { markdown, title, unused } = splitFrontMatter(file, await readUtf8(file), faults)
    if (faults.length > 0) throw new FolderFault(faults.map((fault) => `${fault.file}:${fault.line}: ${fault.message}`).join('\n'))
    if (markdown.trim() === '') throw new FolderFault(`${file} is empty. Write the text, or remove the file.`)
    all.texts[locale] = markdown
    if (title !== null) all.titles[locale] = title
    all.unused.push(...unused.map(({ key, line }) => `${name}:${line}: the front matter says ${key}, which is not used; remove it`))
  }
  return all
}

/** A published text stays for ever, so no byte of it is guessed. @throws {FolderFault} naming the file and its first line that is not UTF-8 */
async function readUtf8(file: string): Promise<string> {
  const bytes = await readFile(file)
  if (isUtf8(bytes)) return new TextDecoder().decode(bytes)
  throw new FolderFault(`${file}:${firstForeignLine(bytes)}: this is not UTF-8. Save the file in this encoding.`)
}

/** Counted from 1. A line feed is no part of another UTF-8 sequence, so each line can be judged alone. */
function firstForeignLine(bytes: Buffer): number {
  let line = 1
  for (let from = 0; from < bytes.length; line++) {
    const end = bytes.indexOf(LINE_FEED, from)
    if (end === -1 || !isUtf8(bytes.subarray(from, end))) return line
    from = end + 1
  }
  return line
}

const LINE_FEED = 0x0a
