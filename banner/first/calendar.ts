/**
 * The second at which an answer ends: the same day and time some months later in UTC, else the month's last day.
 * Source: CNIL, keep accept and refuse alike for six months; never ask earlier because someone said no.
 * @param at milliseconds since 1970
 */
export function endOf(at: number, months: number): number {
  const end = new Date(at)
  const day = end.getUTCDate()
  end.setUTCMonth(end.getUTCMonth() + months)
  if (end.getUTCDate() !== day) end.setUTCDate(0)
  return Math.floor(+end / 1000)
}
