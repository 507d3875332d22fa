import type { SignedDocument } from '#contract/choices.ts'
import type { Json } from '#domain/canonical-json.ts'
import { receiptNumber, signedFile } from '#domain/receipts.ts'

/** The name under which a receipt is saved: the day of the decision, its purpose and its number. */
export function receiptName({ id, purpose, decidedAt }: { id: string; purpose: string; decidedAt: string }): string {
  return `receipt-${decidedAt.slice(0, 10)}-${purpose}-${receiptNumber(id)}.json`
}

/** The same for an answer to a version of a notice. */
export function noticeReceiptName({ slug, effectiveOn, decidedAt }: { slug: string; effectiveOn: string; decidedAt: string }): string {
  return `receipt-${decidedAt.slice(0, 10)}-${slug}-${effectiveOn}.json`
}

/** Hands the receipt over as a file, in the one spelling whose signature verifies. Nothing is asked of the server. */
export function saveReceipt({ document: content, ...signed }: SignedDocument, name: string): void {
  const file = new Blob([signedFile({ document: content as Record<string, Json>, ...signed })], { type: 'application/json' })
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
