import { problem } from '#contract/problems.ts'
import { signable } from '#domain/certificate.ts'
import { type SignedDocument, signedFile, signedText } from '#domain/receipts.ts'
import { titleIn } from '#server/modules/sources/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { type ErasureRow, findErasure, type StepRow } from './erasures.repository.ts'
import { reportOf } from './erasures.view.ts'
import { leavesBackupsOn } from './plan-erasure.usecase.ts'

const CODE = /^([0-9a-f-]{36})-([0-9a-f]{32})$/i

/** The signed proof of a deletion: what each source did, with counts, and what stays, why and until when. It names nobody. */
export async function issueCertificate(
  { content, signer }: Pick<Ports, 'content' | 'signer'>,
  row: ErasureRow,
  steps: readonly Pick<StepRow, 'source_id' | 'title' | 'report'>[],
  issuedAt: Date,
): Promise<string> {
  const { legalName, address, zone } = content.organisation
  const document = signable({
    type: 'vitrine-erasure-certificate',
    version: 1,
    id: row.id,
    subject: `account:${row.account_id}`,
    issuer: { name: legalName, address },
    requestedAt: new Date(row.requested_at).toISOString(),
    executedAt: issuedAt.toISOString(),
    planHash: row.plan_hash,
    sources: steps.map((step) => ({ source: step.source_id, title: titleIn(step.title), collections: reportOf(step) })),
    backupsUntil: leavesBackupsOn(issuedAt, zone),
  })
  const signature = await signer.sign(signedText(document))
  return signedFile({ document, signature, keyId: signer.keyId, publicKey: signer.publicKey })
}

/** The code in the last mail. The account is closed by then, so it stands for the person; without the server's key nobody can make one. */
export async function certificateCode({ hasher }: Pick<Ports, 'hasher'>, erasureId: string): Promise<string> {
  return `${erasureId}-${(await hasher.keyed(`certificate:${erasureId}`)).slice(0, 32)}`
}

/** @throws {ProblemError} request/not-found for a wrong code and for a deletion that is not done, alike */
export async function readCertificate(ports: Pick<Ports, 'database' | 'hasher'>, code: string): Promise<SignedDocument> {
  const id = CODE.exec(code)?.[1] ?? ''
  const expected = await certificateCode(ports, id)
  // Hashes are compared, so that the time of the comparison tells nothing about the code.
  const fits = (await ports.hasher.sha256(code)) === (await ports.hasher.sha256(expected))
  const row = fits ? await findErasure(ports.database, id) : undefined
  if (!row?.certificate) throw problem('request/not-found')
  return JSON.parse(row.certificate) as SignedDocument
}
