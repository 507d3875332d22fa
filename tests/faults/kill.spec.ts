import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openSqlite } from '#server/adapters/database/sqlite.ts'
import { ed25519Signer } from '#server/adapters/ed25519-signer.ts'
import { secretKey } from '#server/adapters/secret-key.ts'
import { verifyChain } from '#server/modules/audit/index.ts'
import { testPorts } from '#tests/support/ports.ts'
import { runUnderKills } from './kill-run.ts'
import { freePort } from './running-server.ts'

const KILLS = 20
const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 2 ** 31))
const folders: string[] = []

afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})

describe(`killed ${KILLS} times at random moments (KILL_SEED=${seed})`, () => {
  it('the server has everything that it acknowledged, once, and its chain of events is whole', async () => {
    const { found, acknowledged, verdict, obligationsTwice } = await runAndRead('server/main.node.ts', KILLS)

    expect(acknowledged.consents.length).toBeGreaterThan(KILLS)
    expect(acknowledged.decisions.length).toBeGreaterThan(0)
    expect(acknowledged.exports.length).toBeGreaterThan(0)
    expect(missing(acknowledged.consents, found.proofs)).toEqual([])
    expect(missing(acknowledged.decisions, found.decisions)).toEqual([])
    expect(missing(acknowledged.exports, found.exports)).toEqual([])
    expect(obligationsTwice).toEqual([])
    expect(verdict).toMatchObject({ intact: true })
  }, 240_000)

  it('the control, which answers before it commits, is caught losing', async () => {
    const { found, acknowledged } = await runAndRead('tests/faults/losing.main.ts', KILLS)

    expect(missing(acknowledged.consents, found.proofs).length).toBeGreaterThan(0)
  }, 240_000)
})

async function runAndRead(main: string, kills: number) {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'vitrine-kill-'))
  folders.push(dataDir)
  const { acknowledged } = await runUnderKills({ main, kills, dataDir, port: await freePort(), random: seeded(seed) })
  const database = await openSqlite(path.join(dataDir, 'vitrine.sqlite'))
  const proofs = await database.selectFrom('proofs').select(['device', 'id']).execute()
  const decisions = await database.selectFrom('decisions').select('id').execute()
  const exports = await database.selectFrom('exports').select('id').execute()
  const twice = await database
    .selectFrom('obligations')
    .select(['account_id', 'source_id', 'purpose', 'channel'])
    .where('status', 'in', ['queued', 'sent'])
    .groupBy(['account_id', 'source_id', 'purpose', 'channel'])
    .having(({ fn }) => fn.countAll(), '>', 1)
    .execute()
  const { clock, hasher } = testPorts(database)
  const key = await secretKey(undefined, path.join(dataDir, 'keys', 'signing.key'))
  const verdict = await verifyChain({ clock, database, hasher, signer: ed25519Signer(key) })
  await database.destroy()
  return {
    acknowledged,
    verdict,
    obligationsTwice: twice,
    found: {
      proofs: new Set(proofs.map(({ device, id }) => `${device}:${id}`)),
      decisions: new Set(decisions.map(({ id }) => id)),
      exports: new Set(exports.map(({ id }) => id)),
    },
  }
}

function missing(told: readonly string[], found: ReadonlySet<string>): string[] {
  return told.filter((id) => !found.has(id))
}

/** Mulberry32: the same seed gives the same moments. */
function seeded(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
