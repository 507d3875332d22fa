import { makeZip } from 'client-zip'
import type { Locale, Localized } from '#contract/shared.ts'
import type { Json } from '#domain/canonical-json.ts'
import { signedFile, signedText } from '#domain/receipts.ts'
import { OWN_SOURCE } from '#server/modules/own/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { csvColumns, csvHead, csvLine } from './archive.csv.ts'
import { lineSchema } from './archive.schema.ts'
import { longDay } from './long-day.ts'
import { pageFile, RECORDS_PER_PAGE, readingPage } from './pages.ts'
import { sha256 } from './sha256.ts'
import { type ExportLine, linesKey, type SpooledCollection, type SpooledPart } from './spool.ts'
import { startHereTexts } from './start-here.texts.ts'
import { startHere } from './start-here.ts'
import { chunksOf, gathered, linesOf, nextTurn, taken } from './streams.ts'

export interface Archive {
  exportId: string
  accountId: string
  locale: Locale
  /** Ids of the register; null means everything. */
  categories: readonly string[] | null
  requestedAt: Date
  madeAt: Date
  parts: readonly SpooledPart[]
  gaps: readonly { source: string; title: Localized; attempts: number }[]
}

type ArchivePorts = Pick<Ports, 'blobs' | 'content' | 'signer'>
type Spooled = SpooledCollection & { source: string }
interface Category {
  id: string
  title: string
  collections: readonly Spooled[]
}
interface WrittenFile {
  [key: string]: Json
  name: string
  bytes: number
  sha256: string
}

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/
const encoder = new TextEncoder()

/**
 * The copy as a ZIP, made while it is read: memory holds one chunk, however many records there are. File names are ours.
 * @param beat called after each chunk, so that a long work can keep its lease
 */
export function archive(copy: Archive, ports: ArchivePorts, beat: () => Promise<void>): ReadableStream<Uint8Array> {
  return makeZip(files(copy, ports, beat), { buffersAreUTF8: true })
}

async function* files(copy: Archive, ports: ArchivePorts, beat: () => Promise<void>) {
  const categories = categoriesOf(copy, ports)
  const written: WrittenFile[] = []
  const file = (name: string, content: AsyncIterable<Uint8Array>) => ({
    name,
    lastModified: copy.madeAt,
    input: counted(name, content, written, beat),
  })
  yield file('START-HERE.html', once(startHere(startHereOf(copy, categories, ports))))
  for (const category of categories) {
    yield* pagesOf(category, copy, ports, file)
    yield file(linesFile(category.id), exactLines(category, copy, ports))
    yield file(tableFile(category.id), gathered(table(category, copy, ports)))
  }
  yield file('schema.json', once(`${JSON.stringify(lineSchema(copy.parts, copy.locale), null, 2)}\n`))
  yield { name: 'manifest.json', lastModified: copy.madeAt, input: await manifest(copy, written, ports) }
}

type FileMaker = (
  name: string,
  content: AsyncIterable<Uint8Array>,
) => { name: string; lastModified: Date; input: AsyncIterable<Uint8Array> }

/** The pages to read of one category. The lines are read once: each file is written to its end before the next is asked for. */
async function* pagesOf(category: Category, copy: Archive, ports: ArchivePorts, file: FileMaker) {
  const { locale } = copy
  const { zone } = ports.content.organisation
  const lines = linesIn(category, copy, ports)
  const pages = Math.ceil(recordsOf(category.collections) / RECORDS_PER_PAGE)
  for (let number = 1; number <= pages; number++) {
    const page = readingPage({ locale, zone, category, number, pages }, taken(lines, RECORDS_PER_PAGE), category.collections)
    yield file(pageFile(category.id, number), gathered(page))
  }
}

const linesFile = (category: string) => `data/${category}.jsonl`
const tableFile = (category: string) => `data/${category}.csv`

async function* once(text: string) {
  yield encoder.encode(text)
}

async function* counted(name: string, content: AsyncIterable<Uint8Array>, written: WrittenFile[], beat: () => Promise<void>) {
  const digest = sha256()
  let bytes = 0
  for await (const chunk of content) {
    digest.update(chunk)
    bytes += chunk.length
    yield chunk
    await beat()
    await nextTurn()
  }
  written.push({ name, bytes, sha256: digest.end() })
}

async function* exactLines({ collections }: Category, { exportId }: Archive, ports: ArchivePorts) {
  for (const collection of collections) {
    if (collection.to > collection.from) yield* chunksOf(await spooled(exportId, collection, ports))
  }
}

async function* table({ collections }: Category, { exportId }: Archive, ports: ArchivePorts) {
  const columns = csvColumns(collections)
  yield csvHead(columns)
  for await (const line of linesIn({ collections }, { exportId }, ports)) yield csvLine(line, columns)
}

/** Every record of a category, in the order of its collections. */
async function* linesIn(
  { collections }: Pick<Category, 'collections'>,
  { exportId }: Pick<Archive, 'exportId'>,
  ports: ArchivePorts,
): AsyncGenerator<ExportLine> {
  for (const collection of collections) {
    if (collection.to === collection.from) continue
    for await (const line of linesOf(await spooled(exportId, collection, ports))) yield JSON.parse(line) as ExportLine
  }
}

async function spooled(exportId: string, { source, from, to }: Spooled, { blobs }: ArchivePorts): Promise<ReadableStream<Uint8Array>> {
  const stream = await blobs.read(linesKey(exportId, source), { from, to: to - 1 })
  if (!stream) throw new Error('what was collected for a copy is missing')
  return stream
}

/** In the order of the register. A category that the register does not know still belongs to the person; a name that could be a path does not get in. */
function categoriesOf({ parts, locale }: Archive, { content }: ArchivePorts): Category[] {
  const byId = new Map<string, Spooled[]>(content.categories.map(({ id }) => [id, []]))
  for (const { source, collections } of parts) {
    for (const collection of collections) {
      const id = SLUG.test(collection.category) ? collection.category : 'other'
      byId.set(id, [...(byId.get(id) ?? []), { ...collection, source }])
    }
  }
  return [...byId].flatMap(([id, collections]) => {
    const [first] = collections
    if (!first) return []
    const known = content.categories.find((category) => category.id === id)?.title
    const title = first.source === OWN_SOURCE ? startHereTexts[locale].own : ((known ?? first.title)[locale] ?? (known ?? first.title).en)
    return [{ id, title, collections }]
  })
}

function startHereOf({ locale, madeAt, gaps, categories: chosen }: Archive, categories: readonly Category[], { content }: ArchivePorts) {
  const { name, zone } = content.organisation
  return {
    locale,
    isPartial: chosen !== null,
    organisation: name,
    day: longDay(madeAt, locale, zone),
    categories: categories.map(({ id, title, collections }) => ({
      title,
      records: recordsOf(collections),
      page: pageFile(id, 1),
      table: tableFile(id),
      lines: linesFile(id),
    })),
    gaps: gaps.map(({ title }) => title[locale] ?? title.en),
  }
}

/** Everything inside with its checksum, signed as receipts are: it verifies offline with the operator's published key. */
async function manifest(copy: Archive, written: readonly WrittenFile[], { content, signer }: ArchivePorts): Promise<string> {
  const document = {
    type: 'vitrine-export',
    version: 1,
    id: copy.exportId,
    subject: `account:${copy.accountId}`,
    issuer: content.organisation.legalName,
    categories: copy.categories,
    requestedAt: copy.requestedAt.toISOString(),
    madeAt: copy.madeAt.toISOString(),
    files: written,
    sources: copy.parts.map(({ source, title, collections }) => ({
      source,
      title: title[copy.locale] ?? title.en,
      records: recordsOf(collections),
      collections: collections.map(({ name, category, records }) => ({ name, category, records })),
    })),
    gaps: copy.gaps.map(({ source, title, attempts }) => ({ source, title: title[copy.locale] ?? title.en, attempts })),
  }
  const signature = await signer.sign(signedText(document))
  return signedFile({ document, signature, keyId: signer.keyId, publicKey: signer.publicKey })
}

function recordsOf(collections: readonly { records: number }[]): number {
  return collections.reduce((sum, { records }) => sum + records, 0)
}
