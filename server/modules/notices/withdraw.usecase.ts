import type { NoticeVersion } from '#contract/notices.ts'
import { problem } from '#contract/problems.ts'
import { dayIn } from '#domain/clocks.ts'
import { mayObject } from '#domain/notices.ts'
import { commit } from '#server/modules/audit/index.ts'
import { endAnnouncement } from './announcements.repository.ts'
import { findVersions, insertWithdrawal } from './notices.repository.ts'
import type { PublishPorts } from './publish.usecase.ts'
import { readNotice } from './read.usecases.ts'
import { insertTurn } from './turns.repository.ts'

/**
 * Takes an upcoming version back. It stays readable at its address, marked as withdrawn; whoever has not been told of it yet is not told.
 * A sweep tells those who were, and those who answered it. Objections to it end.
 * @throws {ProblemError} request/not-found, notice/in-force from the day it takes effect, notice/withdrawn
 */
export async function withdrawNotice(ports: PublishPorts, slug: string, effectiveOn: string, reason: string): Promise<NoticeVersion> {
  const now = ports.clock.now()
  await commit(ports, async (trx, record) => {
    const version = (await findVersions(trx, slug)).find((row) => row.effective_on === effectiveOn)
    if (!version) throw problem('request/not-found')
    if (!mayObject({ effectiveOn }, dayIn(now, ports.content.organisation.zone))) throw problem('notice/in-force')
    const isNew = await insertWithdrawal(trx, { slug, effective_on: effectiveOn, reason, withdrawn_at: now.getTime() })
    if (!isNew) throw problem('notice/withdrawn')
    const toldUntil = await endAnnouncement(trx, slug, effectiveOn, now.getTime())
    const turn = { slug, effective_on: effectiveOn, kind: 'withdrawn', step: 'mails', told_until: toldUntil, began_at: now.getTime() }
    await insertTurn(trx, turn)
    const { number, hash } = version
    record({ kind: 'notice/withdrawn', subject: 'operator', about: `notice:${slug}@${effectiveOn}`, facts: { number, hash } })
  })
  const withdrawn = (await readNotice(ports, slug)).versions.find((version) => version.effectiveOn === effectiveOn)
  if (!withdrawn) throw problem('request/not-found')
  return withdrawn
}
