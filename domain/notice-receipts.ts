import type { Day } from './calendar.ts'
import type { Json } from './canonical-json.ts'
import type { NoticeAnswer } from './notice-decisions.ts'

export type NoticeReceiptFacts = {
  /** UUIDs of the receipt and of the answer it copies. */
  receiptId: string
  decisionId: string
  /** Pseudonymous id of the person; never an address. */
  principalId: string
  issuer: { name: string; address: readonly string[]; contact: string }
  answer: NoticeAnswer
  /** What the person said before about the same version. */
  before: NoticeAnswer | null
  /** What the answer means, in the language in which it was given. */
  statement: string
  decidedAt: Date
  surface: string
  notice: {
    slug: string
    url: string
    title: string
    number: number
    effectiveOn: Day
    language: string
    /** Fingerprint of the text that was read, and of the version in all its languages. */
    textHash: string
    versionHash: string
  }
  /** Until when the version could be objected to; null where it could not. */
  objection: { lastDay: Day; closesAt: Date } | null
  /** The purposes that were refused with it. */
  purposes: readonly { id: string; title: string }[]
}

/**
 * The receipt of what a person said about a version of a notice. It names the exact words by their fingerprints, so that nobody can say later
 * that another text was meant.
 * @throws {RangeError} if a date is invalid
 */
export function noticeReceipt(facts: NoticeReceiptFacts): { readonly [key: string]: Json } {
  const { receiptId, decisionId, principalId, issuer, answer, before, statement, decidedAt, surface, notice, objection, purposes } = facts
  return {
    type: 'vitrine-notice-receipt',
    version: 1,
    id: receiptId,
    decision: decisionId,
    subject: principalId,
    issuer: { name: issuer.name, address: [...issuer.address], contact: issuer.contact },
    answer,
    before,
    statement,
    decidedAt: decidedAt.toISOString(),
    surface,
    notice: { ...notice },
    objection: objection === null ? null : { lastDay: objection.lastDay, closesAt: objection.closesAt.toISOString() },
    purposes: purposes.map(({ id, title }) => ({ id, title })),
  }
}
