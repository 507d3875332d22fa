/** A random UUID (version 4). `crypto.randomUUID` exists on https only; this works on plain http as well. */
export function uuid(): string {
  // A `1` becomes any digit, the `8` one from 8 to b.
  return '11111111-1111-4111-8111-111111111111'.replace(/[18]/g, (sign) =>
    ((+sign & 8) | (crypto.getRandomValues(new Uint8Array(1))[0]! & (sign === '8' ? 3 : 15))).toString(16),
  )
}
