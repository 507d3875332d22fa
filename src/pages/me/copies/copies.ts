import type { Export, ExportPart } from '#contract/exports.ts'

/** Whether a copy is still being made. */
export function isRunning({ status }: Export): boolean {
  return status === 'queued' || status === 'collecting'
}

/** Whether a copy can be downloaded: ready, and its last instant has not passed. */
export function isReady({ status, expiresAt }: Export, now: Date): boolean {
  return status === 'ready' && expiresAt !== null && now < new Date(expiresAt)
}

/** The parts that a copy does not hold yet. A ready copy that has some is completed while it lasts. */
export function missingFrom({ parts }: Export): ExportPart[] {
  return parts.filter(({ status }) => status !== 'done')
}

/** How far a copy has come: systems done, of all, and the records they gave. */
export function progressOf({ parts }: Export): { done: number; total: number; records: number } {
  const done = parts.filter(({ status }) => status === 'done')
  return { done: done.length, total: parts.length, records: parts.reduce((sum, part) => sum + part.records, 0) }
}

/** The copies as the page shows them. */
export function sorted(exports: readonly Export[], now: Date): { running: Export[]; ready: Export[]; past: Export[] } {
  const running = exports.filter(isRunning)
  const ready = exports.filter((one) => isReady(one, now))
  return { running, ready, past: exports.filter((one) => !running.includes(one) && !ready.includes(one)) }
}

/** What became of a copy that can no longer be downloaded. */
export function fateOf({ status }: Export): 'failed' | 'destroyed' {
  return status === 'failed' ? 'failed' : 'destroyed'
}
