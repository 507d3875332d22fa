import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'

const READABLE = /\.(?:yaml|md)$/

/**
 * Reads every `.yaml` and `.md` below a folder.
 * @returns text by path below the folder, with `/` on every system, as in `registers/processing.yaml`
 * @throws {TypeError} when a file is not UTF-8
 */
export async function readContentFolder(dir: string): Promise<Map<string, string>> {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  const paths = (await readdir(dir, { recursive: true })).filter((path) => READABLE.test(path)).toSorted()
  const texts = await Promise.all(paths.map(async (path) => utf8.decode(await readFile(join(dir, path)))))
  return new Map(paths.map((path, index) => [path.split(sep).join('/'), (texts[index] ?? '').replaceAll('\r\n', '\n')]))
}
