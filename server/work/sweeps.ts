import { sweepCheckpoints } from './checkpoint.sweep.ts'
import { sweepDrift } from './drift.sweep.ts'
import { sweepErasures } from './erasures.sweep.ts'
import { sweepExports } from './exports.sweep.ts'
import { sweepNotices } from './notices.sweep.ts'
import { sweepOutbox } from './outbox.sweep.ts'
import { sweepPauses } from './pauses.sweep.ts'
import { sweepPropagation } from './propagation.sweep.ts'
import { sweepRetention } from './retention.sweep.ts'
import { sweepSubscriptions } from './subscriptions.sweep.ts'
import type { Sweep } from './sweeper.ts'
import { sweepWebhooks } from './webhooks.sweep.ts'

/** Due work that is quickly done, promises to people first. */
export const shortSweeps: readonly Sweep[] = [
  sweepPauses,
  sweepPropagation,
  sweepWebhooks,
  sweepDrift,
  sweepErasures,
  sweepNotices,
  sweepSubscriptions,
  sweepOutbox,
  sweepRetention,
  sweepCheckpoints,
]

/** Work that may take minutes and must not hold up the rest: copies of a million records. */
export const longSweeps: readonly Sweep[] = [sweepExports]
