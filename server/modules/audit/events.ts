import { leafText } from '#domain/merkle.ts'

export type EventFacts = Record<string, string | number | boolean>

/** What happened, to whom and about what, in ids and codes. Never a name, an address or a text a person wrote. */
export interface EventToRecord {
  /** The noun and what happened to it, e.g. `erasure/requested`. */
  kind: string
  /** Whose event it is: `account:<id>`, `device:<id>`, `subscription:<id>`, `operator` or `system`. */
  subject: string
  /** The id of the thing, e.g. the erasure's. */
  about: string
  facts?: EventFacts
}

export interface RecordedEvent {
  id: string
  kind: string
  subject: string
  about: string
  /** As kept: canonical JSON. */
  facts: string
  occurredAt: number
}

/** What is hashed to stand for an event in its batch. Changing any kept column changes it. */
export function leafOf(event: RecordedEvent): string {
  return leafText(eventText(event))
}

/** The canonical JSON (RFC 8785) of an event, written with its names in order. */
export function eventText({ about, facts, id, kind, occurredAt, subject }: RecordedEvent): string {
  return JSON.stringify({ about, facts, id, kind, occurredAt, subject })
}
