import type { SignedDocument } from '#contract/choices.ts'
import { problem } from '#contract/problems.ts'
import { consentReceipt, signedText } from '#domain/receipts.ts'
import type { Pause } from '#server/modules/propagation/index.ts'
import type { Queries } from '#server/ports/database.ts'
import { type DecisionRow, findDecisions } from './decisions.repository.ts'
import { decisionsOfProof, exceptOf } from './device-decisions.ts'
import { proofsOf } from './proofs.repository.ts'
import { type ReceiptPorts, receiptFacts } from './receipt-facts.ts'
import { subjectOf } from './standing.ts'

/**
 * The signed receipt of one decision; the same document every time it is asked for.
 * @throws {ProblemError} `request/not-found` when the account made no such decision
 */
export async function getReceipt(
  { accountId, decisionId }: { accountId: string; decisionId: string },
  ports: ReceiptPorts,
  pause: Pause,
): Promise<SignedDocument> {
  return signedReceipt(await ownedDecision(ports.database, decisionId, subjectOf(accountId)), accountId, ports, pause)
}

/**
 * The signed receipt of what a visitor decided on a device.
 * @throws {ProblemError} `request/not-found` when it was not decided there
 */
export async function getDeviceReceipt(
  { device, decision }: { device: string; decision: string },
  ports: ReceiptPorts,
  pause: Pause,
): Promise<SignedDocument> {
  for (const proof of await proofsOf(ports.database, device.toLowerCase())) {
    const row = (await decisionsOfProof(proof, ports.hasher)).find(({ id }) => id === decision)
    if (row) return signedReceipt(row, device.toLowerCase(), ports, pause, exceptOf(proof))
  }
  throw problem('request/not-found')
}

/** @throws {ProblemError} `request/not-found` for somebody else's decision as for none */
export async function ownedDecision(queries: Queries, id: string, subject: string): Promise<DecisionRow> {
  const [row] = await findDecisions(queries, [id])
  if (row?.subject !== subject) throw problem('request/not-found')
  return row
}

async function signedReceipt(
  row: DecisionRow,
  principal: string,
  ports: ReceiptPorts,
  pause: Pause,
  except: readonly string[] = [],
): Promise<SignedDocument> {
  const { signer } = ports
  const document = consentReceipt(await receiptFacts(row, principal, ports, pause, except))
  return { document, signature: await signer.sign(signedText(document)), keyId: signer.keyId, publicKey: signer.publicKey }
}
