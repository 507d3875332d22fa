import { randomBytes, randomUUID } from 'node:crypto'
import { access, link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

const KEY_BYTES = 32

/**
 * A secret of 32 bytes: from the settings, or from a file that only its owner may read, made at the first start.
 * @param given base64url, as from the environment
 * @throws {Error} if either is not 32 bytes in base64url
 */
export async function secretKey(given: string | undefined, file: string): Promise<Uint8Array> {
  if (given !== undefined) return decoded(given, 'a secret in the settings')
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  if (!(await exists(file))) await make(file)
  return decoded((await readFile(file, 'utf8')).trim(), file)
}

/** Written aside and then given its name, so that a killed first start leaves no half a key; the first of two starts wins. */
async function make(file: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`
  const handle = await open(aside, 'wx', 0o600)
  try {
    await handle.writeFile(randomBytes(KEY_BYTES).toString('base64url'))
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    await link(aside, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(aside)
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

function decoded(text: string, where: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length !== KEY_BYTES || bytes.toString('base64url') !== text) throw new Error(`${where} is not ${KEY_BYTES} bytes in base64url`)
  return bytes
}
