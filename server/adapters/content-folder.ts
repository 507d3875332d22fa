import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { ContentError, type ContentFault } from '#server/modules/registers/content.fault.ts'

const READABLE = /\.(?:yaml|md)$/
const LINE_END = 0x0a

/**
 * Reads every `.yaml` and `.md` below a folder.
 * @returns text by path below the folder, with `/` on every system, as in `registers/processing.yaml`
 * @throws {ContentError} naming every file that is not UTF-8, with the first line that is not
 */
export async function readContentFolder(dir: string): Promise<Map<string, string>> {
  const paths = (await readdir(dir, { recursive: true })).filter((path) => READABLE.test(path)).toSorted()
  const faults: ContentFault[] = []
  const texts = await Promise.all(
    paths.map(async (path) => {
      const file = path.split(sep).join('/')
      const bytes = await readFile(join(dir, path))
      const text = decoded(bytes)
      if (text === null)
        faults.push({ file, line: firstUnreadableLine(bytes), message: 'is not UTF-8; save the file with the encoding UTF-8' })
      return [file, (text ?? '').replaceAll('\r\n', '\n')] as const
    }),
  )
  if (faults.length > 0) throw new ContentError(faults)
  return new Map(texts)
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** Counted from 1. In UTF-8 the byte of a line's end is never part of another character. */
function firstUnreadableLine(bytes: Uint8Array): number {
  for (let line = 1, from = 0; ; line++) {
    const end = bytes.indexOf(LINE_END, from)
    if (end === -1 || decoded(bytes.subarray(from, end)) === null) return line
    from = end + 1
  }
}
