import { randomBytes, randomInt } from 'node:crypto'
import type { Clock } from '#server/ports/clock.ts'
import type { Random } from '#server/ports/random.ts'
import { uuid7Maker } from './uuid7.ts'

const TOKEN_BYTES = 32
const FRACTION_STEPS = 2 ** 32

/** Chance from the operating system; ids take their time from the clock (Node's own randomUUIDv7 takes only the machine's). */
export function nodeRandom(clock: Clock): Random {
  return {
    id: uuid7Maker(() => clock.now().getTime(), randomBytes),
    token: () => randomBytes(TOKEN_BYTES).toString('base64url'),
    fraction: () => randomInt(FRACTION_STEPS) / FRACTION_STEPS,
  }
}
