import type { SignedDocument } from '#contract/choices.ts'
import { problem } from '#contract/problems.ts'
import { consentReceipt, signedText } from '#domain/receipts.ts'
import type { Pause } from '#server/modules/propagation/index.ts'
import type { Queries } from '#server/ports/database.ts'
import { type DecisionRow, findDecisions } from './decisions.repository.ts'
import { decisionsOnDevice } from './device-decisions.ts'
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
  const rows = await decisionsOnDevice(ports.database, device, ports.hasher)
  const row = rows.find(({ id }) => id === decision)
  if (!row) throw problem('request/not-found')
  return signedReceipt(row, device.toLowerCase(), ports, pause)
}

/** @throws {ProblemError} `request/not-found` for somebody else's decision as for none */
export async function ownedDecision(queries: Queries, id: string, subject: string): Promise<DecisionRow> {
  const [row] = await findDecisions(queries, [id])
  if (row?.subject !== subject) throw problem('request/not-found')
  return row
}

async function signedReceipt(row: DecisionRow, principal: string, ports: ReceiptPorts, pause: Pause): Promise<SignedDocument> {
  const { signer } = ports
  const document = consentReceipt(await receiptFacts(row, principal, ports, pause))
  return { document, signature: await signer.sign(signedText(document)), keyId: signer.keyId, publicKey: signer.publicKey }
}
