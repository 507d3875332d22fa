import { isUtf8 } from 'node:buffer'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { z } from 'zod'
import { DRAFT_BYTES, type NoticeDraft } from '#contract/notice-publication.ts'
import { type Locale, locales, Slug } from '#contract/shared.ts'
import { addDays } from '#domain/calendar.ts'
import type { ContentFault } from '#server/modules/registers/content.fault.ts'
import { NoticeFile } from '#server/modules/registers/content.schemas.ts'
import { readYaml } from '#server/modules/registers/located-yaml.ts'

/** A version as it lies in a folder: `notice.yaml` and one text per language. */
export interface DraftFolder {
  folder: string
  slug: string
  /** False where the days count from the first start, so that they move on with every reading. */
  isDated: boolean
  draft: z.input<typeof NoticeDraft> & { texts: Partial<Record<Locale, string>> }
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
export async function readDraftFolder(folder: string, { slug, today }: { slug?: string | undefined; today: string }): Promise<DraftFolder> {
  const file = path.join(folder, 'notice.yaml')
  const faults: ContentFault[] = []
  const about = readYaml(NoticeFile, file, await readUtf8(file), faults)
  if (!about) throw new FolderFault(faults.map((fault) => `${fault.file}:${fault.line}: ${fault.message}`).join('\n'))
  const {
    publishedOn: _on,
    publishedDaysAgo: _ago,
    effectiveOn,
    effectiveInDays = 0,
    reason,
    corrects,
    rendered,
    purposes,
    ...rest
  } = about.value
  const name = path.basename(folder)
  const day = effectiveOn ?? (/^\d{4}-\d\d-\d\d$/.test(name) ? name : null)
  const texts = await readTexts(folder)
  if (Object.keys(texts).length === 0) throw new FolderFault(`${folder} holds no text. Write ${rest.prevailing}.md.`)
  const version = {
    folder,
    slug: slugOf(folder, slug),
    isDated: day !== null,
    draft: {
      ...rest,
      effectiveOn: day ?? addDays(today, effectiveInDays),
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

async function readTexts(folder: string): Promise<Partial<Record<Locale, string>>> {
  const texts: Partial<Record<Locale, string>> = {}
  const names = new Set(await readdir(folder))
  for (const locale of locales) {
    if (names.has(`${locale}.md`)) texts[locale] = await readWords(path.join(folder, `${locale}.md`))
  }
  return texts
}

/** @throws {FolderFault} where the file holds no words */
async function readWords(file: string): Promise<string> {
  const text = await readUtf8(file)
  if (text.trim() === '') throw new FolderFault(`${file} is empty. Write the text, or remove the file.`)
  return text.replaceAll('\r\n', '\n')
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
