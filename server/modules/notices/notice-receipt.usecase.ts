import type { SignedDocument } from '#contract/choices.ts'
import type { Significance } from '#contract/notices.ts'
import { problem } from '#contract/problems.ts'
import type { Locale, Localized } from '#contract/shared.ts'
import { isObjectionable, lastDayToObject, type NoticeAnswer, takesEffectAt } from '#domain/notice-decisions.ts'
import { noticeReceipt } from '#domain/notice-receipts.ts'
import { signedText } from '#domain/receipts.ts'
import { derivedId } from '#server/modules/consents/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { answerWords } from './answer.words.ts'
import { answerBefore, findNoticeDecision } from './notice-decisions.repository.ts'
import { findText, findVersions } from './notices.repository.ts'

type ReceiptPorts = Pick<Ports, 'database' | 'content' | 'hasher' | 'settings' | 'signer'>

/**
 * The signed receipt of one answer; the same document every time it is asked for.
 * @throws {ProblemError} `request/not-found` for somebody else's answer as for none
 */
export async function getNoticeReceipt(
  { accountId, decisionId }: { accountId: string; decisionId: string },
  ports: ReceiptPorts,
): Promise<SignedDocument> {
  const { database, content, hasher, settings, signer } = ports
  const row = await findNoticeDecision(database, decisionId)
  if (row?.account_id !== accountId) throw problem('request/not-found')
  const { slug, effective_on: effectiveOn, number, text_hash: textHash, version_hash: versionHash } = row
  const versions = await findVersions(database, slug)
  const version = versions.find((one) => one.effective_on === effectiveOn)
  const text = await findText(database, slug, effectiveOn, row.language)
  if (!version || !text) throw problem('request/not-found')
  const language = row.language as Locale
  const answer = row.answer as NoticeAnswer
  const { organisation } = content
  const title = JSON.parse(version.title) as Localized
  // The first of all versions, withdrawn or not: a receipt never changes with what happens later.
  const isFirst = versions[0]?.effective_on === effectiveOn
  const canBeObjected = isObjectionable({ significance: version.significance as Significance, isFirst })
  const document = noticeReceipt({
    receiptId: await derivedId(`notice-receipt:${row.id}`, hasher),
    decisionId: row.id,
    principalId: `urn:uuid:${accountId}`,
    issuer: { name: organisation.legalName, address: organisation.address, contact: organisation.contactEmail },
    answer,
    before: ((await answerBefore(database, row))?.answer ?? null) as NoticeAnswer | null,
    statement: answerWords[language][answer],
    decidedAt: new Date(row.decided_at),
    surface: row.surface,
    notice: {
      slug,
      url: `${settings.baseUrl}/${language}/notices/${slug}/${effectiveOn}`,
      title: title[language] ?? title.en,
      number,
      effectiveOn,
      language,
      textHash,
      versionHash,
    },
    objection: canBeObjected ? { lastDay: lastDayToObject(effectiveOn), closesAt: takesEffectAt(effectiveOn, organisation.zone) } : null,
    purposes: (JSON.parse(row.purposes) as string[]).map((id) => ({ id, title: titleOf(id, language, content.purposes) })),
  })
  return { document, signature: await signer.sign(signedText(document)), keyId: signer.keyId, publicKey: signer.publicKey }
}

function titleOf(id: string, language: Locale, purposes: readonly { id: string; title: Localized }[]): string {
  const title = purposes.find((purpose) => purpose.id === id)?.title
  return title?.[language] ?? title?.en ?? id
}
