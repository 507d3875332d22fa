import type { Answer, OptionalId } from '../types.ts'

export const COOKIE = 'vitrine'

// version . fingerprint . one bit per category . signal . seconds since 1970 in base 36 . device without hyphens
const FORM = /^1\.([0-9a-f]{8})\.([01]{1,8})\.([01])\.([0-9a-z]{1,7})\.([0-9a-f]{32})$/

/**
 * The cookie's value; with its name never more than 120 bytes.
 * @param optional the categories asked about, in any order
 */
export function encodeAnswer({ fingerprint, granted, signal, decidedAt, device }: Answer, optional: readonly OptionalId[]): string {
  const bits = inOrder(optional).map((id) => Number(granted.has(id)))
  const seconds = Math.floor(decidedAt.getTime() / 1000)
  return [1, fingerprint, bits.join(''), Number(signal), seconds.toString(36), device.replaceAll('-', '')].join('.')
}

/** Reads a value back. Whatever the banner cannot have written is nothing, never a guess. */
export function decodeAnswer(value: string, optional: readonly OptionalId[]): Answer | undefined {
  const [, fingerprint, bits, signal, seconds, device] = FORM.exec(value) ?? []
  if (!fingerprint || !bits || !seconds || !device) return undefined
  const ids = inOrder(optional)
  return {
    fingerprint,
    granted: new Set(bits.length === ids.length ? ids.filter((_, at) => bits[at] === '1') : []),
    signal: signal === '1',
    decidedAt: new Date(Number.parseInt(seconds, 36) * 1000),
    device: device.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  }
}

/** Every value under our name: a neighbouring subdomain may have set one beside ours. */
export function cookieValues(line: string, name = COOKIE): string[] {
  return line
    .split(/; */)
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
}

/**
 * The line to hand to `document.cookie`. First-party, for this host only.
 * @param maxAge whole seconds
 */
export function cookieLine(value: string, maxAge: number, secure: boolean): string {
  return `${COOKIE}=${value}; Path=/; Max-Age=${maxAge}; SameSite=Lax${secure ? '; Secure' : ''}`
}

// The register's order may change without anything else being asked; the bits must not move.
function inOrder(ids: readonly OptionalId[]): OptionalId[] {
  return [...ids].sort()
}
