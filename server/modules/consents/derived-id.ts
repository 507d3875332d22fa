import type { Hasher } from '#server/ports/hasher.ts'

/** A UUID (version 8) that is always the same for the same text, so that doing something twice names it once. Source: RFC 9562 §5.8. */
export async function derivedId(text: string, hasher: Pick<Hasher, 'sha256'>): Promise<string> {
  const hex = await hasher.sha256(text)
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
