/** A calendar day, `YYYY-MM-DD`. */
export type Day = string

const DAY_MS = 86_400_000
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/

/** Whether it is a day that exists: 30 February and the 45th do not. */
export function isDay(on: string): boolean {
  return toDay(midnightOf(on)) === on
}

/** The day as UTC midnight in epoch milliseconds; throws where the day does not exist. */
function utcMidnight(on: Day): number {
  if (!isDay(on)) throw new RangeError(`not a calendar day: ${on}`)
  return midnightOf(on)
}

function midnightOf(on: string): number {
  const parts = SHAPE.exec(on)
  return parts ? utc(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) : Number.NaN
}

// Date.UTC reads the years 0 to 99 as 1900 to 1999; setUTCFullYear does not.
function utc(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month, day)
}

function toDay(utcMs: number): Day {
  return Number.isNaN(utcMs) ? '' : new Date(utcMs).toISOString().slice(0, 10)
}

function whole(count: number, name: string): number {
  if (!Number.isSafeInteger(count)) throw new RangeError(`${name} must be whole: ${count}`)
  return count
}

/**
 * The calendar day that many days later (or earlier, when negative).
 * @throws {RangeError} if `on` is no calendar day, `days` is not whole, or the result leaves the years 0 to 9999
 */
export function addDays(on: Day, days: number): Day {
  return inRange(utcMidnight(on) + whole(days, 'days') * DAY_MS)
}

/**
 * The same date that many months later, else the last day of that month (31 January + 1 month = 28 or 29 February).
 * Source: Regulation (EEC, Euratom) 1182/71, article 3(2)(c).
 * @throws {RangeError} if `on` is no calendar day, `months` is not whole, or the result leaves the years 0 to 9999
 */
export function addMonths(on: Day, months: number): Day {
  return inRange(monthsLater(utcMidnight(on), whole(months, 'months')))
}

/**
 * The same date and time of day in UTC that many calendar months later, else on the last day of that month.
 * @throws {RangeError} if `at` is no date or `months` is not whole
 */
export function addMonthsUtc(at: Date, months: number): Date {
  if (Number.isNaN(at.getTime())) throw new RangeError('not a date')
  return new Date(monthsLater(at.getTime(), whole(months, 'months')))
}

function monthsLater(utcMs: number, months: number): number {
  const from = new Date(utcMs)
  const timeOfDay = utcMs - new Date(utcMs).setUTCHours(0, 0, 0, 0)
  const month = from.getUTCMonth() + months
  const lastDay = new Date(utc(from.getUTCFullYear(), month + 1, 0)).getUTCDate()
  return utc(from.getUTCFullYear(), month, Math.min(from.getUTCDate(), lastDay)) + timeOfDay
}

function inRange(utcMs: number): Day {
  const year = Number.isNaN(utcMs) ? Number.NaN : new Date(utcMs).getUTCFullYear()
  if (!(year >= 0 && year <= 9999)) throw new RangeError('the day leaves the years 0 to 9999')
  return toDay(utcMs)
}

/** Whole calendar days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((utcMidnight(to) - utcMidnight(from)) / DAY_MS)
}

/** Whether the day is a Saturday or a Sunday. */
export function isWeekend(on: Day): boolean {
  const weekday = new Date(utcMidnight(on)).getUTCDay()
  return weekday === 0 || weekday === 6
}
