import { problem } from '#contract/problems.ts'

/** Where a page of a time-ordered list ended. */
export interface Position {
  at: number
  id: string
}

/** Opaque to clients, plain to us: no secret stands in a cursor. */
export function encodeCursor({ at, id }: Position): string {
  return `${at.toString(36)}.${id}`
}

/** @throws {ProblemError} request/invalid when the cursor is not one of ours */
export function decodeCursor(cursor: string | undefined): Position | null {
  if (cursor === undefined) return null
  const match = /^([0-9a-z]{1,11})\.([0-9a-f-]{36})$/.exec(cursor)
  if (!match)
    throw problem('request/invalid', { faults: [{ path: '/query/cursor', message: 'Use the cursor of the page before, unchanged' }] })
  return { at: Number.parseInt(match[1] ?? '', 36), id: match[2] ?? '' }
}
