/** A random UUID (version 4). `crypto.randomUUID` exists on https only; this works on plain http as well. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(36))
  return '00000000-0000-4000-8000-000000000000'.replace(/[08]/g, (sign, at: number) =>
    (sign === '8' ? 8 | (bytes[at]! & 3) : bytes[at]! & 15).toString(16),
  )
}
