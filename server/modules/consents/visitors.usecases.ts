import type { ConsentProof, DeviceChoices } from '#contract/choices.ts'
import { problem } from '#contract/problems.ts'
import { registeredOrigins } from '#server/modules/registers/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { standingOnDevice } from './device-decisions.ts'
import { decisionsText, proofText, type SpelledDecision } from './proof-text.ts'
import type { ProofRow } from './proofs.repository.ts'
import { nameOf, type ProofCommit } from './record-proofs.usecase.ts'

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
  const decisions = spelledDecisions(proof, content)
  const row = rowOf(proof, decisions, ports)
  const [hash] = await commit.submit([{ name: nameOf(row), row, hash: await hasher.sha256(proofText(row, decisions)) }])
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

function spelledDecisions({ decisions, language }: ConsentProof, content: ProofPorts['content']): SpelledDecision[] {
  return decisions
    .map(({ category, state }) => ({ category, state, wording: wordingOf(category, language, content) }))
    .sort((one, other) => (one.category < other.category ? -1 : 1))
}

function rowOf(proof: ConsentProof, decisions: readonly SpelledDecision[], { clock }: ProofPorts): ProofRow {
  const now = clock.now().getTime()
  const { id, site, device, fingerprint, language, surface, signal, except } = proof
  return {
    device: device.toLowerCase(),
    id,
    site,
    fingerprint,
    language,
    surface,
    decisions: decisionsText(decisions),
    signal: signal ? 1 : 0,
    decided_at: Math.min(new Date(proof.decidedAt).getTime(), now + TOLERATED_AHEAD_MS),
    recorded_at: now,
    except: except ? JSON.stringify(except) : null,
  }
}

const wordings = new WeakMap<ProofPorts['content'], Map<string, string>>()

/** What the banner says about a category, as the register words it and as JSON spells it. */
function wordingOf(category: string, language: ConsentProof['language'], content: ProofPorts['content']): string {
  const known = wordings.get(content) ?? new Map<string, string>()
  wordings.set(content, known)
  const name = `${category} ${language}`
  const spelled = known.get(name) ?? JSON.stringify(wordsOf(category, language, content))
  known.set(name, spelled)
  return spelled
}

function wordsOf(category: string, language: ConsentProof['language'], content: ProofPorts['content']): string {
  const shown = content.services.find(({ id }) => id === category)
  if (!shown) return category
  const { title, summary } = shown
  return `${title[language] ?? title.en}: ${summary[language] ?? summary.en}`
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
