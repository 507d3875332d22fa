import { randomBytes, randomFillSync, randomInt } from 'node:crypto'
import type { Clock } from '#server/ports/clock.ts'
import type { Random } from '#server/ports/random.ts'
import { uuid7Maker } from './uuid7.ts'

const TOKEN_BYTES = 32
const FRACTION_STEPS = 2 ** 32
const POOL_BYTES = 10_240

/** Chance from the operating system; ids take their time from the clock (Node's own randomUUIDv7 takes only the machine's). */
export function nodeRandom(clock: Clock): Random {
  return {
    id: uuid7Maker(() => clock.now().getTime(), fromPool()),
    token: () => randomBytes(TOKEN_BYTES).toString('base64url'),
    fraction: () => randomInt(FRACTION_STEPS) / FRACTION_STEPS,
  }
}

/** Random bytes for ids, fetched from the system many at a time; none is given out twice. */
function fromPool(): (length: number) => Uint8Array {
  const pool = new Uint8Array(POOL_BYTES)
  let used = POOL_BYTES
  return (length) => {
    if (used + length > POOL_BYTES) {
      randomFillSync(pool)
      used = 0
    }
    used += length
    return pool.subarray(used - length, used)
  }
}
