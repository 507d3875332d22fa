import type { Localized } from '#contract/shared.ts'
import type { Retention } from '#domain/retention.ts'
import type { Ports } from '#server/ports/ports.ts'

/** Where one collection's lines stand in the part's file: positions of bytes, `to` exclusive. */
export interface SpooledCollection {
  name: string
  title: Localized
  category: string
  retention: Retention
  fields: readonly { name: string; label: Localized }[]
  records: number
  from: number
  to: number
}

/** What was collected from one source, kept beside its lines: the archive can be made while the source is away. */
export interface SpooledPart {
  source: string
  title: Localized
  collections: readonly SpooledCollection[]
}

/** One record as it stands in the JSON Lines, with its values exactly as held. */
export interface ExportLine {
  source: string
  collection: string
  id: string
  recordedAt: string | null
  title: string
  values: Readonly<Record<string, string>>
}

type BlobPorts = Pick<Ports, 'blobs'>

export const linesKey = (exportId: string, sourceId: string) => `export-${exportId}-${sourceId}-lines`
const indexKey = (exportId: string, sourceId: string) => `export-${exportId}-${sourceId}-index`
/** A copy that is made again, since a gap has closed, gets a file of its own: a download that runs is not disturbed. */
export const archiveKey = (exportId: string, sourcesInside: number) => `export-${exportId}-copy-${sourcesInside}`

export async function writeIndex({ blobs }: BlobPorts, exportId: string, part: SpooledPart): Promise<void> {
  await blobs.write(indexKey(exportId, part.source), new Blob([JSON.stringify(part)]).stream())
}

/** @throws {Error} if the part was never collected */
export async function readIndex({ blobs }: BlobPorts, exportId: string, sourceId: string): Promise<SpooledPart> {
  const stream = await blobs.read(indexKey(exportId, sourceId))
  if (!stream) throw new Error('what was collected for a copy is missing')
  return JSON.parse(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).text()) as SpooledPart
}

/** Removes what was collected. Asked twice, it does nothing more. */
export async function removeSpool({ blobs }: BlobPorts, exportId: string, sourceIds: readonly string[]): Promise<void> {
  for (const sourceId of sourceIds) {
    await blobs.remove(indexKey(exportId, sourceId))
    await blobs.remove(linesKey(exportId, sourceId))
  }
}

/** Removes everything a copy may ever have written, whatever it had come to. */
export async function removeAll(ports: BlobPorts, exportId: string, sourceIds: readonly string[]): Promise<void> {
  await removeSpool(ports, exportId, sourceIds)
  for (let inside = 0; inside <= sourceIds.length; inside++) await ports.blobs.remove(archiveKey(exportId, inside))
}
