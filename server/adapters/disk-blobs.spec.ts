import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Blobs } from '#server/ports/blobs.ts'
import { CHUNK_BYTES, HEAD_BYTES, SEALED_BYTES } from './blob-cipher.ts'
import { openDiskBlobs } from './disk-blobs.ts'

const secret = Buffer.alloc(32, 3)
const plain = randomBytes(2 * CHUNK_BYTES + 1_000)
let folder: string
let blobs: Blobs
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-blobs-'))
  blobs = await openDiskBlobs(folder, secret)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('files on disk', () => {
  it.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])(
    'of %d bytes come back as they went in',
    async (length) => {
      const bytes = randomBytes(length)

      const written = await blobs.write('copy', streamOf(bytes, 10_007))

      expect(written).toEqual({ bytes: length, sha256: createHash('sha256').update(bytes).digest('hex') })
      expect(await read('copy')).toEqual(bytes)
    },
  )

  it.each([
    ['the first byte', 0, 0],
    ['the last byte of a chunk', CHUNK_BYTES - 1, CHUNK_BYTES - 1],
    ['two bytes over a border', CHUNK_BYTES - 1, CHUNK_BYTES],
    ['a whole chunk', CHUNK_BYTES, 2 * CHUNK_BYTES - 1],
    ['over three chunks', 10, 2 * CHUNK_BYTES + 10],
    ['the last byte', plain.length - 1, plain.length - 1],
    ['to beyond the end', plain.length - 3, plain.length + 1_000],
  ])('can be read in part: %s', async (_, from, to) => {
    await blobs.write('copy', streamOf(plain))

    expect(await read('copy', { from, to })).toEqual(plain.subarray(from, to + 1))
  })

  it.each([
    [plain.length, plain.length],
    [5, 4],
    [-1, 4],
  ])('have no bytes from %d to %d', async (from, to) => {
    await blobs.write('copy', streamOf(plain))

    await expect(blobs.read('copy', { from, to })).rejects.toThrow(RangeError)
  })

  it('hold nothing readable, not even a name', async () => {
    const text = Buffer.from('ida@acmemail.example '.repeat(100))
    await blobs.write('exports/ida', streamOf(text))

    const [name = ''] = readdirSync(folder)
    const bytes = readFileSync(join(folder, name))

    expect(name).toMatch(/^[0-9a-f]{64}$/)
    expect(bytes.includes('ida@acmemail')).toBe(false)
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
  })

  it.each([
    ['a byte in the first chunk', (file: Buffer) => flipped(file, HEAD_BYTES + 5)],
    ['a byte in the last tag', (file: Buffer) => flipped(file, file.length - 1)],
    ['a byte of the head', (file: Buffer) => flipped(file, 10)],
    ['the mark', (file: Buffer) => flipped(file, 0)],
    ['its last byte is cut off', (file: Buffer) => file.subarray(0, -1)],
    ['its last chunk is cut off', (file: Buffer) => file.subarray(0, HEAD_BYTES + 2 * SEALED_BYTES)],
    ['all but its head is cut off', (file: Buffer) => file.subarray(0, HEAD_BYTES)],
    ['nothing is left', () => Buffer.alloc(0)],
    ['two chunks change places', swapped],
    ['bytes are appended', (file: Buffer) => Buffer.concat([file, Buffer.alloc(50)])],
  ])('show that they were changed: %s', async (_, change) => {
    await blobs.write('copy', streamOf(plain))
    const path = join(folder, readdirSync(folder)[0] as string)
    writeFileSync(path, change(readFileSync(path)))

    await expect(read('copy')).rejects.toThrow(/a stored (blob was changed|blob is shorter|file is not a blob)/)
  })

  it('do not open with another key', async () => {
    await blobs.write('copy', streamOf(plain))
    blobs = await openDiskBlobs(folder, Buffer.alloc(32, 4))

    await expect(read('copy')).rejects.toThrow('sealed with another key')
  })

  it('do not open under another name', async () => {
    await blobs.write('mine', streamOf(plain))
    await blobs.write('yours', streamOf(plain))
    const [one = '', two = ''] = readdirSync(folder)
    const [first, second] = [readFileSync(join(folder, one)), readFileSync(join(folder, two))]
    writeFileSync(join(folder, one), second)
    writeFileSync(join(folder, two), first)

    await expect(read('mine')).rejects.toThrow('a stored blob was changed')
  })

  it('appear whole or not at all, and leave nothing behind when writing fails', async () => {
    const failing = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(plain)
        controller.error(new Error('the source went away'))
      },
    })

    await expect(blobs.write('copy', failing)).rejects.toThrow('the source went away')
    expect(await blobs.read('copy')).toBeNull()
    expect(readdirSync(folder)).toEqual([])
  })

  it('that a killed process left half-written are cleared a day later', async () => {
    const [old, young] = [join(folder, 'a.part'), join(folder, 'b.part')]
    writeFileSync(old, 'x')
    writeFileSync(young, 'x')
    const dayBefore = Date.now() / 1_000 - 90_000
    utimesSync(old, dayBefore, dayBefore)

    await openDiskBlobs(folder, secret)

    expect(readdirSync(folder)).toEqual(['b.part'])
  })

  it('are gone when removed; removing twice is no fault', async () => {
    await blobs.write('copy', streamOf(plain))

    await blobs.remove('copy')
    await blobs.remove('copy')

    expect(await blobs.read('copy')).toBeNull()
  })

  it('are replaced as a whole', async () => {
    await blobs.write('copy', streamOf(plain))
    await blobs.write('copy', streamOf(Buffer.from('new')))

    expect(await read('copy')).toEqual(Buffer.from('new'))
  })
})

function streamOf(bytes: Buffer, pieceBytes = bytes.length || 1): ReadableStream<Uint8Array> {
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, at) =>
    bytes.subarray(at * pieceBytes, (at + 1) * pieceBytes),
  )
  return new ReadableStream({
    pull(controller) {
      const piece = pieces.shift()
      return piece ? controller.enqueue(piece) : controller.close()
    },
  })
}

async function read(key: string, range?: { from: number; to: number }): Promise<Buffer> {
  const stream = await blobs.read(key, range)
  const pieces: Uint8Array[] = []
  for await (const piece of stream ?? []) pieces.push(piece)
  return Buffer.concat(pieces)
}

function flipped(file: Buffer, at: number): Buffer {
  const changed = Buffer.from(file)
  changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
  return changed
}

function swapped(file: Buffer): Buffer {
  const [first, second] = [HEAD_BYTES, HEAD_BYTES + SEALED_BYTES].map((from) => file.subarray(from, from + SEALED_BYTES))
  return Buffer.concat([file.subarray(0, HEAD_BYTES), second as Buffer, first as Buffer, file.subarray(HEAD_BYTES + 2 * SEALED_BYTES)])
}
