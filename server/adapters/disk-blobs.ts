import { createHash, hash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Blobs } from '#server/ports/blobs.ts'
import { type BlobCipher, blobCipher, CHUNK_BYTES, HEAD_BYTES, newBlobCipher, SEALED_BYTES, TAG_BYTES } from './blob-cipher.ts'
import { syncFolder } from './sync-folder.ts'

const HALF_WRITTEN = '.part'
const HALF_WRITTEN_KEPT_MS = 86_400_000

/**
 * Files in a folder, sealed in chunks, each of which can be read alone. Names on disk are digests, so no key can lead out of the folder.
 * @param secret 32 bytes; who has it can read the files
 */
export async function openDiskBlobs(folder: string, secret: Uint8Array): Promise<Blobs> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await removeHalfWritten(folder)
  const pathOf = (key: string) => join(folder, hash('sha256', key, 'hex'))
  return {
    write: (key, bytes) => writeBlob(folder, pathOf(key), newBlobCipher(secret, key), bytes),
    read: (key, range) => readBlob(pathOf(key), (head) => blobCipher(secret, key, head), range),
    remove: (key) => rm(pathOf(key), { force: true }),
  }
}

async function writeBlob(folder: string, path: string, cipher: BlobCipher, bytes: ReadableStream<Uint8Array>) {
  const part = `${path}.${randomUUID()}${HALF_WRITTEN}`
  const file = await open(part, 'wx', 0o600)
  try {
    const written = await sealInto(file, cipher, bytes)
    await file.sync()
    await file.close()
    await rename(part, path)
    await syncFolder(folder)
    return written
  } catch (error) {
    await file.close()
    await rm(part, { force: true })
    throw error
  }
}

async function sealInto(file: FileHandle, cipher: BlobCipher, bytes: ReadableStream<Uint8Array>) {
  const digest = createHash('sha256')
  const chunk = Buffer.alloc(CHUNK_BYTES)
  let filled = 0
  let index = 0
  let total = 0
  await file.writeFile(cipher.head)
  for await (const piece of bytes) {
    digest.update(piece)
    total += piece.length
    for (let from = 0; from < piece.length; ) {
      // A full chunk waits until more comes: only then is it known not to be the last.
      if (filled === CHUNK_BYTES) {
        await file.writeFile(cipher.seal(chunk, index++, false))
        filled = 0
      }
      const taken = piece.subarray(from, from + CHUNK_BYTES - filled)
      chunk.set(taken, filled)
      filled += taken.length
      from += taken.length
    }
  }
  await file.writeFile(cipher.seal(chunk.subarray(0, filled), index, true))
  return { bytes: total, sha256: digest.digest('hex') }
}

async function readBlob(path: string, cipherFor: (head: Buffer) => BlobCipher, range: { from: number; to: number } | undefined) {
  const file = await openIfThere(path)
  if (file === null) return null
  try {
    const sealed = (await file.stat()).size - HEAD_BYTES
    const chunks = Math.max(1, Math.ceil(sealed / SEALED_BYTES))
    const size = sealed - chunks * TAG_BYTES
    const { from, to } = range ?? { from: 0, to: size - 1 }
    if (range && (from < 0 || from >= size || to < from)) throw new RangeError(`no bytes ${from} to ${to} in a blob of ${size}`)
    const cipher = cipherFor(await readAt(file, 0, HEAD_BYTES))
    return openedChunks(file, cipher, { from, to: Math.min(to, size - 1), chunks, sealed })
  } catch (error) {
    await file.close()
    throw error
  }
}

interface Span {
  from: number
  to: number
  chunks: number
  /** Bytes of all sealed chunks. */
  sealed: number
}

/** One chunk in memory at a time, read when somebody asks for it. */
function openedChunks(file: FileHandle, cipher: BlobCipher, { from, to, chunks, sealed }: Span): ReadableStream<Uint8Array> {
  let index = Math.floor(from / CHUNK_BYTES)
  // An empty blob has one empty chunk, which is opened too: it proves that nothing was cut off.
  const last = Math.max(0, Math.floor(to / CHUNK_BYTES))
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const start = index * SEALED_BYTES
          const bytes = await readAt(file, HEAD_BYTES + start, Math.min(SEALED_BYTES, sealed - start))
          const plain = cipher.open(bytes, index, index === chunks - 1)
          const begins = index * CHUNK_BYTES
          const part = plain.subarray(Math.max(0, from - begins), to + 1 - begins)
          if (part.length > 0) controller.enqueue(part)
          index += 1
          if (index <= last) return
          await file.close()
          controller.close()
        } catch (error) {
          await file.close()
          throw error
        }
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 0 },
  )
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.max(0, length))
  const { bytesRead } = await file.read(bytes, 0, bytes.length, position)
  if (bytesRead !== bytes.length || bytes.length < TAG_BYTES) throw new Error('a stored blob is shorter than it was')
  return bytes
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** What a killed process left behind; younger parts may belong to a process that is still writing. */
async function removeHalfWritten(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((entry) => entry.endsWith(HALF_WRITTEN))) {
    const path = join(folder, name)
    const { mtimeMs } = await stat(path)
    if (Date.now() - mtimeMs > HALF_WRITTEN_KEPT_MS) await rm(path, { force: true })
  }
}
