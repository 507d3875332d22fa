import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type ErasureLedger, LedgerDamaged, type LedgerEntry, type LedgerStage } from '#server/ports/erasure-ledger.ts'
import type { Hasher } from '#server/ports/hasher.ts'
import { syncFolder } from './sync-folder.ts'

const ENTRY = /^([0-9a-f-]{36})\.(begun|done)$/

/**
 * One file per deletion and stage, so that two copies of a ledger are joined by putting their files together. The first line is a keyed
 * hash of the rest: who can write to the folder but has not the server's lookup key can have nobody deleted.
 */
export async function openDiskLedger(folder: string, hasher: Pick<Hasher, 'keyed'>): Promise<ErasureLedger> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const seal = (text: string) => hasher.keyed(`erasure-ledger:${text}`)
  const fileOf = (id: string, stage: LedgerStage) => join(folder, `${id}.${stage}`)

  async function stages(): Promise<ReadonlyMap<string, LedgerStage>> {
    const found = new Map<string, LedgerStage>()
    for (const name of await readdir(folder)) {
      const [, id, stage] = ENTRY.exec(name) ?? []
      if (id && found.get(id) !== 'done') found.set(id, stage as LedgerStage)
    }
    return found
  }

  return {
    stages,
    async read(id) {
      const stage = (await stages()).get(id)
      if (!stage) return null
      const file = fileOf(id, stage)
      const [mark, text = ''] = (await readFile(file, 'utf8')).split('\n')
      if (mark !== (await seal(text))) throw new LedgerDamaged(file)
      const entry = JSON.parse(text) as LedgerEntry
      if (entry.erasure.id !== id || entry.stage !== stage) throw new LedgerDamaged(file)
      return entry
    },
    async write(entry) {
      const { id } = entry.erasure
      const text = JSON.stringify(entry)
      await writeLasting(fileOf(id, entry.stage), `${await seal(text)}\n${text}\n`)
      await syncFolder(folder)
      if (entry.stage === 'done') await rm(fileOf(id, 'begun'), { force: true })
    },
  }
}

/** Written aside and then given its name: a kill leaves the old file or the new one, never half of one. */
async function writeLasting(file: string, text: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`
  const handle = await open(aside, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(aside, file)
}
