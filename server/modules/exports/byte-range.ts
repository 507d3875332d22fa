/** Inclusive positions of bytes. */
export interface ByteRange {
  from: number
  to: number
}

/**
 * Which bytes a Range header asks for. Source: RFC 9110 §14.
 * @param length of the whole file, at least 1
 * @returns null for the whole file (no header, another unit, several ranges, or one that is not well formed), `unsatisfiable` when none of the bytes exist
 */
export function byteRange(header: string | null, length: number): ByteRange | null | 'unsatisfiable' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (!match) return null
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return null
  if (first === '') return suffix(Number(last), length)
  const from = Number(first)
  const to = last === '' ? length - 1 : Math.min(Number(last), length - 1)
  if (last !== '' && Number(last) < from) return null
  return from >= length ? 'unsatisfiable' : { from, to }
}

function suffix(count: number, length: number): ByteRange | 'unsatisfiable' {
  return count === 0 ? 'unsatisfiable' : { from: Math.max(0, length - count), to: length - 1 }
}
