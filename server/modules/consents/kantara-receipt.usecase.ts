import type { KantaraReceipt } from '#contract/kantara-receipt.ts'
import { kantaraReceipt } from '#domain/kantara-receipt.ts'
import type { Pause } from '#server/modules/propagation/index.ts'
import { ownedDecision } from './receipt.usecase.ts'
import { type ReceiptPorts, receiptFacts } from './receipt-facts.ts'
import { subjectOf } from './standing.ts'

/**
 * A decision's receipt in the form of the Kantara specification, for programs that read that one.
 * @throws {ProblemError} `request/not-found` when the account made no such decision
 */
export async function getKantaraReceipt(
  { accountId, decisionId }: { accountId: string; decisionId: string },
  ports: ReceiptPorts,
  pause: Pause,
): Promise<KantaraReceipt> {
  const row = await ownedDecision(ports.database, decisionId, subjectOf(accountId))
  const { organisation } = ports.content
  return kantaraReceipt(await receiptFacts(row, accountId, ports, pause), {
    service: organisation.name,
    officer: organisation.dataProtectionOfficer,
    address: organisation.address,
    publicKey: ports.signer.publicKey,
  })
}
