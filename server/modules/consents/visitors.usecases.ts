import type { ConsentProof, DeviceChoices } from '#contract/choices.ts'
import { problem } from '#contract/problems.ts'
import { canonicalJson } from '#domain/canonical-json.ts'
import { registeredOrigins } from '#server/modules/registers/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { WEB } from './carried.ts'
import type { DecisionWrite } from './decision-write.ts'
import { type DecisionRow, standingDecisions } from './decisions.repository.ts'
import { derivedId } from './derived-id.ts'
import type { DecisionCommit } from './record-decisions.usecase.ts'
import { deviceSubject } from './standing.ts'

type ProofPorts = Pick<Ports, 'clock' | 'hasher' | 'content' | 'settings'>

// A device's clock may run a little ahead; a decision from further in the future would outrank every honest one until then.
const TOLERATED_AHEAD_MS = 60_000
/**
 * Stores what a visitor decided, one decision per category. Sent twice, it is stored once and answered alike.
 * @param origin where the browser says that it comes from
 * @returns the hash over the proof as it is stored
 * @throws {ProblemError} `request/origin-not-registered` when the site is unknown or the origin is not one of its; `request/invalid` for a
 * category named twice
 */
export async function recordConsent(
  { proof, origin }: { proof: ConsentProof; origin: string | null },
  ports: ProofPorts,
  commit: DecisionCommit,
): Promise<{ id: string; hash: string }> {
  const { content, settings, hasher } = ports
  if (origin === null || !registeredOrigins(content, proof.site, settings.websiteUrl).includes(origin)) {
    throw problem('request/origin-not-registered')
  }
  if (new Set(proof.decisions.map(({ category }) => category)).size < proof.decisions.length) {
    throw problem('request/invalid', { faults: [{ path: '/body/decisions', message: 'names a category twice' }] })
  }
  const writes = await Promise.all(proof.decisions.map((decision) => write(proof, decision, ports)))
  const rows = await commit.submit(writes)
  return { id: proof.id, hash: await proofHash(proof.id, rows, hasher) }
}

/** @throws {ProblemError} `request/not-found` for a device that has decided nothing */
export async function readDeviceChoices(device: string, { database }: Pick<Ports, 'database'>): Promise<DeviceChoices> {
  const rows = await standingDecisions(database, deviceSubject(device))
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

async function write(
  proof: ConsentProof,
  { category, state }: ConsentProof['decisions'][number],
  { clock, hasher, content }: ProofPorts,
): Promise<DecisionWrite> {
  const now = clock.now().getTime()
  return {
    row: {
      // The device is part of the name, so that nobody can occupy the id of somebody else's proof.
      id: await derivedId(`${proof.device}:${proof.id}:${category}`, hasher),
      subject: deviceSubject(proof.device),
      site: proof.site,
      purpose: category,
      channel: WEB,
      state,
      origin: 'explicit',
      wording_id: `banner-${proof.fingerprint}`,
      wording_text: wordingOf(category, proof.language, content),
      fingerprint: proof.fingerprint,
      language: proof.language,
      surface: proof.surface,
      decided_at: Math.min(new Date(proof.decidedAt).getTime(), now + TOLERATED_AHEAD_MS),
      recorded_at: now,
      paused_until: null,
      resumes: null,
    },
    sources: [],
    evidence: { proof: proof.id, site: proof.site, fingerprint: proof.fingerprint, signal: proof.signal },
  }
}

/** What the banner says about a category, as the register words it. */
function wordingOf(category: string, language: ConsentProof['language'], content: ProofPorts['content']): string {
  const shown = content.services.find(({ id }) => id === category)
  if (!shown) return category
  const { title, summary } = shown
  return `${title[language] ?? title.en}: ${summary[language] ?? summary.en}`
}

function proofHash(id: string, rows: readonly DecisionRow[], hasher: ProofPorts['hasher']): Promise<string> {
  const decisions = rows
    .map((row) => ({
      category: row.purpose,
      state: row.state,
      decidedAt: iso(row.decided_at),
      recordedAt: iso(row.recorded_at),
      subject: row.subject,
      site: row.site,
      fingerprint: row.fingerprint,
      wording: row.wording_text,
      language: row.language,
      surface: row.surface,
    }))
    .sort((one, other) => (one.category < other.category ? -1 : 1))
  return hasher.sha256(canonicalJson({ id, decisions }))
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
