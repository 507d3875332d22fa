import { alarmsAt } from '#domain/clocks.ts'
import type { ObligationRow } from './obligations.repository.ts'

/** When the next alarm of an obligation rises. An inherited due date may have passed already; then there is only the breach. */
export function nextAlarmAt({ heard_at, due_at, alarm }: Pick<ObligationRow, 'heard_at' | 'due_at' | 'alarm'>): number {
  if (due_at <= heard_at || alarm >= 80) return due_at
  const { half, most } = alarmsAt(new Date(heard_at), new Date(due_at))
  return (alarm >= 50 ? most : half).getTime()
}
