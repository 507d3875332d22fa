import { z } from 'zod'
import { problem } from '#contract/problems.ts'

/** Where a page of a collection ends: the last record's own time as text (empty where records carry none) and its key. */
export interface Position {
  collection: string
  recordedAt: string
  key: string
}

/** What kind of time a collection's records carry. */
export type TimeKind = 'none' | 'milliseconds' | 'timestamp'

const times: Record<TimeKind, RegExp> = {
  none: /^$/,
  milliseconds: /^-?\d{1,16}$/,
  timestamp: /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?(?:[+-]\d\d(?::\d\d)?)?$/,
}
const Wire = z.tuple([z.string(), z.string().max(64), z.string().min(1).max(200)])

/** Opaque text for a position. Not signed: whoever changes it only moves within their own records. */
export function cursorOf({ collection, recordedAt, key }: Position): string {
  const bytes = new TextEncoder().encode(JSON.stringify([collection, recordedAt, key]))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/**
 * The position behind a cursor that was handed out for the same collection.
 * @throws {ProblemError} `request/invalid` if it is anything else
 */
export function positionOf(cursor: string, collection: string, time: TimeKind): Position {
  const parsed = Wire.safeParse(readJson(cursor))
  if (!parsed.success) throw badCursor()
  const [of, recordedAt, key] = parsed.data
  if (of !== collection || !times[time].test(recordedAt) || key.includes('\0') || !key.isWellFormed()) throw badCursor()
  return { collection, recordedAt, key }
}

export function badCursor() {
  return problem('request/invalid', { faults: [{ path: '/query/cursor', message: 'is no cursor of this list' }] })
}

function readJson(cursor: string): unknown {
  if (!/^[\w-]+$/.test(cursor)) return null
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError || error instanceof TypeError) return null
    throw error
  }
}
