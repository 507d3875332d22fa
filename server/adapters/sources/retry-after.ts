/**
 * The wait a system asked for, in milliseconds, from seconds or an HTTP date (RFC 9110, 10.2.3); null when it asked for none we understand.
 * @param now what a date is counted from
 */
export function retryAfterMs(header: string | null, now: Date): number | null {
  if (header === null) return null
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000
  const at = /GMT$/.test(header) ? Date.parse(header) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime())
}
