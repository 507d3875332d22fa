import type { ConsentProof, DeviceChoices } from '#contract/choices.ts'
import { problem } from '#contract/problems.ts'
import { registeredOrigins } from '#server/modules/registers/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { standingOnDevice } from './device-decisions.ts'
import type { ProofRow } from './proofs.repository.ts'
import { type ProofCommit, proofHash } from './record-proofs.usecase.ts'

type ProofPorts = Pick<Ports, 'clock' | 'hasher' | 'content' | 'settings'>

// A device's clock may run a little ahead; a decision from further in the future would outrank every honest one until then.
const TOLERATED_AHEAD_MS = 60_000

/**
 * Stores what a visitor decided. Sent twice, it is stored once and answered alike.
 * @param origin where the browser says that it comes from
 * @returns the hash over the proof as it is stored
 * @throws {ProblemError} `request/origin-not-registered` when the site is unknown or the origin is not one of its; `request/invalid` for a
 * category named twice
 */
export async function recordConsent(
  { proof, origin }: { proof: ConsentProof; origin: string | null },
  ports: ProofPorts,
  commit: ProofCommit,
): Promise<{ id: string; hash: string }> {
  const { content, settings, hasher } = ports
  if (origin === null || !registeredOrigins(content, proof.site, settings.websiteUrl).includes(origin)) {
    throw problem('request/origin-not-registered')
  }
  if (new Set(proof.decisions.map(({ category }) => category)).size < proof.decisions.length) {
    throw problem('request/invalid', { faults: [{ path: '/body/decisions', message: 'names a category twice' }] })
  }
  const row = rowOf(proof, ports)
  const [hash] = await commit.submit([{ row, hash: await proofHash(row, hasher) }])
  return { id: proof.id, hash: hash as string }
}

/** @throws {ProblemError} `request/not-found` for a device that has decided nothing */
export async function readDeviceChoices(device: string, { database, hasher }: Pick<Ports, 'database' | 'hasher'>): Promise<DeviceChoices> {
  const rows = await standingOnDevice(database, device, hasher)
  const last = rows.toSorted((one, other) => other.decided_at - one.decided_at)[0]
  if (!last?.site) throw problem('request/not-found')
  return {
    site: last.site,
    decidedAt: iso(last.decided_at),
    decisions: rows.map((row) => ({
      id: row.id,
      category: row.purpose,
      state: row.state as DeviceChoices['decisions'][number]['state'],
      decidedAt: iso(row.decided_at),
    })),
  }
}

function rowOf(proof: ConsentProof, { clock, content }: ProofPorts): ProofRow {
  const now = clock.now().getTime()
  const { id, site, device, fingerprint, language, surface, signal, except } = proof
  const decisions = proof.decisions
    .map(({ category, state }) => ({ category, state, wording: wordingOf(category, language, content) }))
    .sort((one, other) => (one.category < other.category ? -1 : 1))
  return {
    device: device.toLowerCase(),
    id,
    site,
    fingerprint,
    language,
    surface,
    decisions: JSON.stringify(decisions),
    signal: signal ? 1 : 0,
    decided_at: Math.min(new Date(proof.decidedAt).getTime(), now + TOLERATED_AHEAD_MS),
    recorded_at: now,
    except: except ? JSON.stringify(except) : null,
  }
}

/** What the banner says about a category, as the register words it. */
function wordingOf(category: string, language: ConsentProof['language'], content: ProofPorts['content']): string {
  const shown = content.services.find(({ id }) => id === category)
  if (!shown) return category
  const { title, summary } = shown
  return `${title[language] ?? title.en}: ${summary[language] ?? summary.en}`
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
