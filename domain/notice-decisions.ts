import { addDays, type Day } from './calendar.ts'
import { startOfDay, type TimeZone } from './clocks.ts'
import type { Significance } from './notices.ts'

/**
 * What a person says about a version. `objected`: I do not accept it, so my account goes. `partly-refused`: an objection that is answered by a
 * no to the purposes that the version changes. `taken-back`: my objection no longer stands.
 */
export type NoticeAnswer = 'acknowledged' | 'objected' | 'partly-refused' | 'taken-back'

/** Answers that one person can give about one version: more than anybody needs, few enough that nobody fills a table. */
export const ANSWERS_PER_VERSION = 50

/** What must be known of a version before somebody answers it. */
export type AskedVersion = {
  effectiveOn: Day
  significance: Significance
  /** The first version of a notice changes nothing. */
  isFirst: boolean
  isWithdrawn: boolean
  /** A later version applies already. */
  isSuperseded: boolean
  /** Whether it names purposes that rest on consent. */
  hasPurposes: boolean
}

export type AnswerRefusal =
  | 'notice/objection-closed'
  | 'notice/not-objectionable'
  | 'notice/withdrawn'
  | 'notice/superseded'
  | 'notice/nothing-to-take-back'
  | 'notice/no-purposes'

/** The instant at which a version takes effect and an objection to it closes: the first of its day in the operator's zone. */
export function takesEffectAt(effectiveOn: Day, zone: TimeZone): Date {
  return startOfDay(effectiveOn, zone)
}

/** The last day on which somebody can object. */
export function lastDayToObject(effectiveOn: Day): Day {
  return addDays(effectiveOn, -1)
}

/**
 * Whether there is anything to object to: a change of substance. What a law requires is one too, since a person may leave because of it.
 * A corrigendum and a minor change alter nothing that an objection could save.
 */
export function isObjectionable({ significance, isFirst }: Pick<AskedVersion, 'significance' | 'isFirst'>): boolean {
  return !isFirst && (significance === 'significant' || significance === 'legal-duty')
}

/**
 * Why an answer is refused at an instant, or null. Acknowledging is possible while a version is in force or to come; everything about an
 * objection only until the version takes effect.
 * @param standing the newest answer of this person about this version, `null` when there is none
 * @throws {RangeError} if the zone is unknown
 */
export function refusalOfAnswer(
  answer: NoticeAnswer,
  version: AskedVersion,
  { now, zone, standing }: { now: Date; zone: TimeZone; standing: NoticeAnswer | null },
): AnswerRefusal | null {
  if (version.isWithdrawn) return 'notice/withdrawn'
  if (answer === 'acknowledged') return version.isSuperseded ? 'notice/superseded' : null
  if (!isObjectionable(version)) return 'notice/not-objectionable'
  if (now >= takesEffectAt(version.effectiveOn, zone)) return 'notice/objection-closed'
  if (answer === 'partly-refused' && !version.hasPurposes) return 'notice/no-purposes'
  if (answer === 'taken-back' && !isObjection(standing) && standing !== 'taken-back') return 'notice/nothing-to-take-back'
  return null
}

/** Whether an answer is an objection that stands, decided further or not. */
export function isObjection(answer: NoticeAnswer | null): boolean {
  return answer === 'objected' || answer === 'partly-refused'
}

/**
 * Whether a consent no longer covers what a purpose is used for: it was given before a version took effect that changed the purpose.
 * Source: GDPR article 4(11), consent is specific and informed; ADR 14.
 */
export function isOutdatedBy(decidedAt: Date, changedAt: Date): boolean {
  return decidedAt < changedAt
}
