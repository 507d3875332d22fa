import { commit, type RecordEvent } from '#server/modules/audit/index.ts'
import type { Pause } from '#server/modules/propagation/index.ts'
import type { Queries } from '#server/ports/database.ts'
import type { Hasher } from '#server/ports/hasher.ts'
import { carriedToAccount } from './carried.ts'
import { decisionsOfProof } from './device-decisions.ts'
import { createGroupCommit, type GroupCommit, type GroupCommitOptions } from './group-commit.ts'
import { findJoined } from './joined-devices.repository.ts'
import { proofText } from './proof-text.ts'
import { findProof, insertProofs, type ProofKey, type ProofRow } from './proofs.repository.ts'
import { type RecordPorts, storeDecisions } from './record-decisions.usecase.ts'
import { deviceSubject } from './standing.ts'

/** A proof on its way in, with the hash that the visitor gets and that stands in the chain of events. */
export interface ProofWrite {
  /** What names the proof, as `nameOf` spells it. */
  name: string
  row: ProofRow
  hash: string
}
export type ProofCommit = GroupCommit<ProofWrite, string>

const commits = new WeakMap<RecordPorts, ProofCommit>()

/**
 * The one gate through which visitors' proofs reach a database, so that all share its commits.
 * @param limits heeded by the first caller; the measurements compare others with the usual ones
 */
export function proofCommit(
  ports: RecordPorts,
  later: Pause,
  limits: Pick<GroupCommitOptions<never, never>, 'batchSize' | 'waitMs'> = {},
): ProofCommit {
  const known = commits.get(ports)
  if (known) return known
  const made = createGroupCommit({
    ...limits,
    commit: (batch: readonly ProofWrite[]) => commit(ports, (trx, record) => storeProofs(trx, record, batch, ports)),
    identity: ({ name }) => name,
    key: ({ name }) => name,
    later,
  })
  commits.set(ports, made)
  return made
}

/**
 * Stores proofs, each with one event that holds its hash, and carries what they say to the accounts that their devices follow. A proof that
 * is known changes nothing.
 * @returns the hash of each proof as it is stored, by its name
 */
async function storeProofs(
  trx: Queries,
  record: RecordEvent,
  batch: readonly ProofWrite[],
  ports: RecordPorts,
): Promise<ReadonlyMap<string, string>> {
  const appended = new Set(
    (
      await insertProofs(
        trx,
        batch.map(({ row }) => row),
      )
    ).map(nameOf),
  )
  const hashes = new Map<string, string>()
  const fresh: ProofRow[] = []
  for (const { name, row, hash } of batch) {
    if (!appended.has(name)) {
      hashes.set(name, await storedHash(trx, row, ports.hasher))
      continue
    }
    hashes.set(name, hash)
    fresh.push(row)
    record({
      kind: 'proof/recorded',
      subject: deviceSubject(row.device),
      about: row.id,
      facts: { hash, signal: row.signal === 1, site: row.site },
    })
  }
  await carry(trx, record, fresh, ports)
  return hashes
}

async function carry(trx: Queries, record: RecordEvent, fresh: readonly ProofRow[], ports: RecordPorts): Promise<void> {
  const joined = await findJoined(trx, [...new Set(fresh.map(({ device }) => device))])
  if (joined.length === 0) return
  const accounts = new Map(joined.map((row) => [row.device, row.account_id]))
  const writes = fresh.flatMap((proof) => {
    const accountId = accounts.get(proof.device)
    return accountId === undefined ? [] : [carriedOf(proof, accountId, ports)]
  })
  await storeDecisions(trx, record, (await Promise.all(writes)).flat(), ports)
}

async function carriedOf(proof: ProofRow, accountId: string, ports: RecordPorts) {
  const rows = await decisionsOfProof(proof, ports.hasher)
  return Promise.all(rows.map((row) => carriedToAccount(row, accountId, ports)))
}

async function storedHash(trx: Queries, key: ProofKey, hasher: Pick<Hasher, 'sha256'>): Promise<string> {
  const stored = await findProof(trx, key)
  if (!stored) throw new Error('a proof is neither new nor known')
  return hasher.sha256(proofText(stored))
}

export function nameOf({ device, id }: ProofKey): string {
  return `${device}\n${id}`
}
