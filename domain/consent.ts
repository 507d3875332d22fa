import { addMonthsUtc } from './calendar.ts'

/**
 * Who said it: the person themselves, a browser signal (Global Privacy Control), or a list brought in from elsewhere. `resumption` and `repair`
 * carry out what the person said before: the end of a pause, and telling a system again that forgot. `notice-change`: a version of a notice
 * changed the purpose, so a yes from before no longer covers it.
 */
export type ConsentOrigin = 'explicit' | 'signal' | 'import' | 'resumption' | 'repair' | 'notice-change'

/** What a system may do: all that was asked, the same less often, or nothing. */
export type ConsentLevel = 'granted' | 'reduced' | 'denied'
/** What a person can say. A pause is a no that ends by itself. */
export type ConsentAnswer = ConsentLevel | 'paused'

/** From the least to the most that is allowed. */
const ORDER: readonly ConsentAnswer[] = ['denied', 'paused', 'reduced', 'granted']

/** One decision about one purpose on one channel, as it was made. Decisions are never changed, only followed by newer ones. */
export type ConsentDecision = {
  id: string
  subject: string
  purpose: string
  channel: string
  state: ConsentAnswer
  decidedAt: Date
  origin: ConsentOrigin
  /** For a pause: when it ends, and what stands from then on, which is never more than what stood before it. */
  pause?: { until: Date; resumes: ConsentLevel }
}

/** What a pause goes back to: what stood when it began. Pausing a pause goes back to what the first one would; nothing granted stays nothing. */
export function resumesTo(before: { state: ConsentAnswer; resumes: ConsentLevel | null } | null): ConsentLevel {
  if (before === null) return 'denied'
  return before.state === 'paused' ? (before.resumes ?? 'denied') : before.state
}

/** What a decision allows now: a pause allows nothing until it ends by itself. */
export function levelAt({ state, pause }: Pick<ConsentDecision, 'state' | 'pause'>, now: Date): ConsentLevel {
  if (state !== 'paused') return state
  return pause !== undefined && now >= pause.until ? pause.resumes : 'denied'
}

/** Whether one answer allows more than another. */
export function allowsMore(one: ConsentAnswer, other: ConsentAnswer): boolean {
  return ORDER.indexOf(one) > ORDER.indexOf(other)
}

/** What stands for one purpose on one channel, and the decision it rests on. */
export type ConsentState<Decision extends ConsentDecision = ConsentDecision> = {
  purpose: string
  channel: string
  /** A pause that is over shows as what it went back to. */
  state: ConsentAnswer
  decision: Decision
}

/**
 * The decision that stands for each purpose and channel, in the order in which they first appear. The arrival order changes nothing:
 * the newest explicit decision wins, of two at the same instant the one that allows less. Imports and signals can lower a consent, never raise it:
 * what they grant is not counted.
 * @param decisions those of one person or device
 */
export function newest<Decision extends ConsentDecision>(decisions: readonly Decision[]): Decision[] {
  const standing = new Map<string, Decision>()
  for (const decision of decisions) {
    if ((decision.origin === 'import' || decision.origin === 'signal') && decision.state !== 'denied') continue
    const key = JSON.stringify([decision.purpose, decision.channel])
    const known = standing.get(key)
    if (!known || outranks(decision, known)) standing.set(key, decision)
  }
  return [...standing.values()]
}

// A total order, so that the result is the same in whichever order deliveries arrive.
function outranks(one: ConsentDecision, other: ConsentDecision): boolean {
  const later = one.decidedAt.getTime() - other.decidedAt.getTime()
  if (later !== 0) return later > 0
  if (one.state !== other.state) return allowsMore(other.state, one.state)
  return one.id > other.id
}

/**
 * What stands now for each purpose and channel that was ever decided. A grant dated after `now` (a clock that ran ahead) does not count
 * yet; a denial or a pause counts at once, whatever its date. What does not appear was never decided, which is no consent.
 */
export function consentState<Decision extends ConsentDecision>(decisions: readonly Decision[], now: Date): ConsentState<Decision>[] {
  return newest(decisions.filter(({ state, decidedAt }) => !allowsMore(state, 'paused') || decidedAt <= now)).map((decision) => ({
    purpose: decision.purpose,
    channel: decision.channel,
    state: decision.state === 'paused' && !isOver(decision, now) ? 'paused' : levelAt(decision, now),
    decision,
  }))
}

function isOver({ pause }: ConsentDecision, now: Date): boolean {
  return pause !== undefined && now >= pause.until
}

/** Whether there is consent now, if only for less. No decision is no consent. Source: GDPR article 4(11). */
export function isGranted(decisions: readonly ConsentDecision[], purpose: string, channel: string, now: Date): boolean {
  return consentState(decisions, now).some(
    (standing) => standing.purpose === purpose && standing.channel === channel && allowsMore(standing.state, 'paused'),
  )
}

/** The choice a device keeps: when it was made, and the fingerprint of the purposes and vendors that were shown. */
export type KeptChoice = { decidedAt: Date; fingerprint: string }

/**
 * Whether a visitor must be asked: never asked before, the purposes or vendors changed, or the months are over.
 * A yes and a no last equally long; what was answered is not looked at.
 * @param months whole calendar months a choice lasts, in UTC; `CONSENT_MONTHS` unless the site says otherwise
 */
export function needsAsking(choice: KeptChoice | null, asking: { now: Date; fingerprint: string; months: number }): boolean {
  if (choice === null || choice.fingerprint !== asking.fingerprint) return true
  return asking.now >= addMonthsUtc(choice.decidedAt, asking.months)
}

/**
 * What stands after a device's choices follow a person into their account: the newest decision per purpose and channel, wherever it was
 * made, so that an older yes never overwrites a guest's no.
 */
export function join<Decision extends ConsentDecision>(device: readonly Decision[], account: readonly Decision[]): Decision[] {
  return newest([...account, ...device])
}
