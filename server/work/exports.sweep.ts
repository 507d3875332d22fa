import { advanceExports } from '#server/modules/exports/index.ts'
import type { Ports } from '#server/ports/ports.ts'

const COPIES_AT_ONCE = 5

/**
 * Makes the copies that people asked for, and closes gaps of finished ones. Its work is long: give it a sweeper beside the one that
 * keeps promises, so that nobody's "no" waits for somebody's copy.
 * @returns how many copies were worked on
 */
export function sweepExports(ports: Ports): Promise<number> {
  return advanceExports(ports, COPIES_AT_ONCE)
}
