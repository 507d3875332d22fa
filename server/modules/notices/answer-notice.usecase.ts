import type { NoticeStanding } from '#contract/notice-decisions.ts'
import { problem } from '#contract/problems.ts'
import type { Locale } from '#contract/shared.ts'
import { ANSWERS_PER_VERSION, type AnswerRefusal, type NoticeAnswer, refusalOfAnswer } from '#domain/notice-decisions.ts'
import { commit } from '#server/modules/audit/index.ts'
import { denyPurposes } from '#server/modules/consents/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { askedVersion } from './asked-version.ts'
import { findNoticeDecision, holdAccount, insertNoticeDecision, newestAbout } from './notice-decisions.repository.ts'
import { readStanding } from './notice-standing.usecases.ts'
import { findText } from './notices.repository.ts'
import { findStanding } from './publish.usecase.ts'
import { purposesOf } from './read.usecases.ts'

type AnswerPorts = Pick<Ports, 'clock' | 'random' | 'hasher' | 'database' | 'engine' | 'settings' | 'content'>

export interface GivenAnswer {
  /** Made by the client: the same id changes nothing the second time. */
  id: string
  accountId: string
  slug: string
  effectiveOn: string
  answer: NoticeAnswer
  /** In which the text was read. */
  language: Locale
  surface: 'notice' | 'comparison' | 'account'
}

/**
 * Keeps what a person says about a version; the newest counts. A partial no denies the changed purposes in the same step. What stands already is
 * not said twice, whatever its id: two clicks are one answer.
 * @throws {ProblemError} request/not-found for an unknown version or language, notice/objection-closed, notice/not-objectionable,
 * notice/withdrawn, notice/superseded, notice/nothing-to-take-back, notice/no-purposes, notice/too-many-answers
 */
export async function answerNotice(given: GivenAnswer, ports: AnswerPorts): Promise<NoticeStanding> {
  const { accountId, slug, effectiveOn } = given
  await commit(ports, async (trx, record) => {
    if (!(await holdAccount(trx, accountId))) throw problem('request/not-found')
    const known = await findNoticeDecision(trx, given.id)
    if (known) return refuseOthers(known, given)
    const { all, standing } = await findStanding(trx, slug)
    const version = all.find((row) => row.effective_on === effectiveOn)
    const text = await findText(trx, slug, effectiveOn, given.language)
    if (!version || !text) throw problem('request/not-found')
    const before = await newestAbout(trx, accountId, version)
    const now = ports.clock.now()
    const { zone } = ports.content.organisation
    const last = (before?.answer ?? null) as NoticeAnswer | null
    const refusal = refusalOfAnswer(given.answer, askedVersion(version, { standing, now, zone }), { now, zone, standing: last })
    if (refusal) throw refused(refusal, effectiveOn)
    if (last === given.answer) return
    const sequence = (before?.sequence ?? 0) + 1
    if (sequence > ANSWERS_PER_VERSION) throw problem('notice/too-many-answers', { limit: ANSWERS_PER_VERSION })
    const purposes = given.answer === 'partly-refused' ? purposesOf(version) : []
    const { id, answer, language, surface } = given
    const { number, hash: version_hash } = version
    // The order in which we hear it is the order in which it was said, also for a clock that jumped back.
    const decided_at = Math.max(now.getTime(), (before?.decided_at ?? -1) + 1)
    await insertNoticeDecision(trx, {
      id,
      account_id: accountId,
      slug,
      effective_on: effectiveOn,
      sequence,
      number,
      answer,
      purposes: JSON.stringify(purposes),
      language,
      surface,
      text_hash: text.hash,
      version_hash,
      decided_at,
    })
    const facts = { answer, number, hash: version_hash, language }
    record({ kind: 'notice/answered', subject: `account:${accountId}`, about: `notice:${slug}@${effectiveOn}`, facts })
    if (purposes.length > 0) await denyPurposes(trx, record, { accountId, purposes, language, because: id }, ports)
  })
  return readStanding({ accountId, slug, effectiveOn }, ports)
}

/** An id that is known stands for what it was sent for; anything else under it is a mistake, or somebody else's. */
function refuseOthers(known: { account_id: string; slug: string; effective_on: string; answer: string }, given: GivenAnswer): void {
  const isSame =
    known.account_id === given.accountId &&
    known.slug === given.slug &&
    known.effective_on === given.effectiveOn &&
    known.answer === given.answer
  if (!isSame) throw problem('request/not-found')
}

function refused(code: AnswerRefusal, effectiveOn: string) {
  return code === 'notice/objection-closed' ? problem(code, { effectiveOn }) : problem(code)
}
