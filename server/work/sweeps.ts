import { sweepCheckpoints } from './checkpoint.sweep.ts'
import { sweepErasures } from './erasures.sweep.ts'
import { sweepExports } from './exports.sweep.ts'
import { sweepOutbox } from './outbox.sweep.ts'
import { sweepPropagation } from './propagation.sweep.ts'
import { sweepRetention } from './retention.sweep.ts'
import type { Sweep } from './sweeper.ts'

/** Due work that is quickly done, promises to people first. */
export const shortSweeps: readonly Sweep[] = [sweepPropagation, sweepErasures, sweepOutbox, sweepRetention, sweepCheckpoints]

/** Work that may take minutes and must not hold up the rest: copies of a million records. */
export const longSweeps: readonly Sweep[] = [sweepExports]
