import { newest } from '#domain/consent.ts'
import type { Queries } from '#server/ports/database.ts'
import type { Hasher } from '#server/ports/hasher.ts'
import { WEB } from './carried.ts'
import type { DecisionRow } from './decisions.repository.ts'
import { derivedId } from './derived-id.ts'
import { type ProofRow, proofsOf } from './proofs.repository.ts'
import { decisionOf, deviceSubject } from './standing.ts'

/** What a proof says about one category, in the words that were shown. */
export interface ProvenDecision {
  category: string
  state: string
  wording: string
}

type Hashes = Pick<Hasher, 'sha256'>

/**
 * The decisions that a proof holds, as if each had been stored. They bear the same ids every time. A proof that only honours a signal holds one:
 * no to advertising. What else it repeats stands by what was said before.
 */
export function decisionsOfProof(proof: ProofRow, hasher: Hashes): Promise<DecisionRow[]> {
  const { device, id, site, fingerprint, language, surface, decided_at, recorded_at } = proof
  return Promise.all(
    saidBy(proof).map(async ({ category, state, wording }) => ({
      // The device is part of the name, so that nobody can occupy the id of somebody else's proof.
      id: await derivedId(`${device}:${id}:${category}`, hasher),
      subject: deviceSubject(device),
      site,
      purpose: category,
      channel: WEB,
      state,
      origin: proof.surface === 'gpc' ? 'signal' : 'explicit',
      wording_id: `banner-${fingerprint}`,
      wording_text: wording,
      fingerprint,
      language,
      surface,
      decided_at,
      recorded_at,
      paused_until: null,
      resumes: null,
    })),
  )
}

function saidBy(proof: ProofRow): ProvenDecision[] {
  const said = provenDecisions(proof)
  return proof.surface === 'gpc' ? said.filter(({ category, state }) => category === 'advertising' && state === 'denied') : said
}

export function provenDecisions({ decisions }: Pick<ProofRow, 'decisions'>): ProvenDecision[] {
  return JSON.parse(decisions) as ProvenDecision[]
}

/** Services that were refused within a category that the same proof allows. */
export function exceptOf({ except }: Pick<ProofRow, 'except'>): string[] {
  return except === null ? [] : (JSON.parse(except) as string[])
}

/** Every decision of a device's newest proofs, the newest first. */
export async function decisionsOnDevice(queries: Queries, device: string, hasher: Hashes): Promise<DecisionRow[]> {
  const proofs = await proofsOf(queries, device.toLowerCase())
  return (await Promise.all(proofs.map((proof) => decisionsOfProof(proof, hasher)))).flat()
}

/** What stands on a device, by category. */
export async function standingOnDevice(queries: Queries, device: string, hasher: Hashes): Promise<DecisionRow[]> {
  const rows = await decisionsOnDevice(queries, device, hasher)
  const standing = new Set(newest(rows.map(decisionOf)).map(({ id }) => id))
  return rows.filter(({ id }) => standing.has(id)).sort((one, other) => (one.purpose < other.purpose ? -1 : 1))
}
