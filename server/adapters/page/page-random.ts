import type { Clock } from '#server/ports/clock.ts'
import type { Random } from '#server/ports/random.ts'
import { uuid7Maker } from '../uuid7.ts'
import { base64urlOf } from './bytes.ts'

const TOKEN_BYTES = 32
const FRACTION_STEPS = 2 ** 32

/** Chance from the browser; ids take their time from the clock. */
export function pageRandom(clock: Clock): Random {
  const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))
  return {
    id: uuid7Maker(() => clock.now().getTime(), bytes),
    token: () => base64urlOf(bytes(TOKEN_BYTES)),
    fraction: () => (crypto.getRandomValues(new Uint32Array(1))[0] as number) / FRACTION_STEPS,
  }
}
