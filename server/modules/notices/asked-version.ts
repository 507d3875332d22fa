import type { Significance } from '#contract/notices.ts'
import { dayIn } from '#domain/clocks.ts'
import type { AskedVersion } from '#domain/notice-decisions.ts'
import { versionInForce } from '#domain/notices.ts'
import type { VersionRow } from './notices.repository.ts'
import { purposesOf } from './read.usecases.ts'

/** What must be known of a stored version before somebody answers it. */
export function askedVersion(
  row: VersionRow,
  { standing, now, zone }: { standing: readonly VersionRow[]; now: Date; zone: string },
): AskedVersion {
  const inForce = versionInForce(
    standing.map(({ effective_on }) => ({ effectiveOn: effective_on })),
    dayIn(now, zone),
  )
  return {
    effectiveOn: row.effective_on,
    significance: row.significance as Significance,
    isFirst: standing[0]?.effective_on === row.effective_on,
    isWithdrawn: !standing.some(({ effective_on }) => effective_on === row.effective_on),
    isSuperseded: inForce !== undefined && row.effective_on < inForce.effectiveOn,
    hasPurposes: purposesOf(row).length > 0,
  }
}
