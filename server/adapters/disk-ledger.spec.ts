import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LedgerEntry, LedgerStage } from '#server/ports/erasure-ledger.ts'
import { openDiskLedger } from './disk-ledger.ts'
import { nodeHasher } from './node-hasher.ts'

const id = '0199a000-0000-7000-8000-00000000001d'
const hasher = nodeHasher(Buffer.alloc(32, 7))

function entry(stage: LedgerStage, certificate: string | null = null): LedgerEntry {
  const times = { requested_at: 1, executes_at: 2, ended_at: null }
  const erasure = { id, account_id: 'a', status: 'executing', plan: '{}', plan_hash: 'h', certificate, locale: 'en', ...times }
  return { stage, erasure, steps: [] }
}

describe('the erasure ledger on disk', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-ledger-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('gives back what was written, also to the next process', async () => {
    const first = await openDiskLedger(folder, hasher)
    await first.write(entry('begun'))
    await first.write(entry('done', 'signed'))

    const next = await openDiskLedger(folder, hasher)
    expect(await next.stages()).toEqual(new Map([[id, 'done']]))
    expect(await next.read(id)).toEqual(entry('done', 'signed'))
    expect(await readdir(folder)).toEqual([`${id}.done`])
  })

  it('never goes back from done to begun, whichever file comes last', async () => {
    const ledger = await openDiskLedger(folder, hasher)
    await ledger.write(entry('done', 'signed'))
    await ledger.write(entry('begun'))

    expect(await ledger.read(id)).toEqual(entry('done', 'signed'))
  })

  it('knows nothing of a deletion that was never written', async () => {
    const ledger = await openDiskLedger(folder, hasher)

    expect(await ledger.read(id)).toBeNull()
  })

  it.each([
    ['changed', (text: string) => text.replace('"a"', '"b"')],
    ['cut off', (text: string) => text.slice(0, 90)],
  ])('refuses an entry that was %s and says what to do', async (_, harm) => {
    const ledger = await openDiskLedger(folder, hasher)
    await ledger.write(entry('done'))
    const file = join(folder, `${id}.done`)
    await writeFile(file, harm(await readFile(file, 'utf8')))

    await expect(ledger.read(id)).rejects.toThrow(/changed or cut off.*Put the file back/)
  })

  it('refuses an entry that somebody without the server’s key has written', async () => {
    const stranger = await openDiskLedger(folder, nodeHasher(Buffer.alloc(32, 8)))
    await stranger.write(entry('done'))

    const ledger = await openDiskLedger(folder, hasher)
    await expect(ledger.read(id)).rejects.toMatchObject({ name: 'LedgerDamaged' })
  })
})
