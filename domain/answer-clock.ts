import { addDays, addMonths, type Day, isWeekend } from './calendar.ts'

/** The plain date the month ends on, and the working day it moves to. Both are shown to the person; the plain one is the aim. */
export type AnswerDue = { plainOn: Day; dueOn: Day }

const FIRST_MONTHS = 1
const EXTENDED_MONTHS = 3

/**
 * By when a rights request must be answered: one calendar month after receipt (same date next month, else its last day),
 * moved to the next working day. Source: GDPR article 12(3); Regulation 1182/71, article 3(2)(c) and 3(4).
 * @param holidays public holidays as calendar days, in any order
 * @throws {RangeError} if `receivedOn` is no calendar day
 */
export function answerDueOn(receivedOn: Day, holidays: readonly Day[]): AnswerDue {
  return due(receivedOn, FIRST_MONTHS, holidays)
}

/**
 * By when an extended request must be answered: two further months, counted from receipt (three months in all), so that a date that
 * moved over a weekend does not lengthen the extension. Source: GDPR article 12(3).
 * @throws {RangeError} if `receivedOn` is no calendar day
 */
export function extendedDueOn(receivedOn: Day, holidays: readonly Day[]): AnswerDue {
  return due(receivedOn, EXTENDED_MONTHS, holidays)
}

/**
 * Whether the answer may still be extended today: from receipt on, and before the first plain date is reached, so that the person
 * learns the reason inside the first month whatever the hour. Weekends do not lengthen this. Source: GDPR article 12(3), second sentence.
 */
export function mayExtend(today: Day, receivedOn: Day): boolean {
  return today >= receivedOn && today < addMonths(receivedOn, FIRST_MONTHS)
}

function due(receivedOn: Day, months: number, holidays: readonly Day[]): AnswerDue {
  const plainOn = addMonths(receivedOn, months)
  let dueOn = plainOn
  while (isWeekend(dueOn) || holidays.includes(dueOn)) dueOn = addDays(dueOn, 1)
  return { plainOn, dueOn }
}
