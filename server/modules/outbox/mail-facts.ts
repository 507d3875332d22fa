import { z } from '@hono/zod-openapi'

/** What a placeholder becomes: a text letter for letter, or a time or calendar day in the reader's language. */
export type MailFact = string | number | Date | { on: string }
export type MailFacts = Readonly<Record<string, MailFact>>

const Kept = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.strictObject({ at: z.iso.datetime() }), z.strictObject({ on: z.iso.date() })]),
)

/** Facts as the outbox keeps them. */
export function keepFacts(facts: MailFacts): string {
  return JSON.stringify(Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, fact instanceof Date ? { at: fact } : fact])))
}

/** @throws {Error} if the text is not what `keepFacts` writes */
export function readFacts(text: string): MailFacts {
  const kept = Kept.parse(JSON.parse(text))
  return Object.fromEntries(
    Object.entries(kept).map(([name, fact]) => [name, typeof fact === 'object' && 'at' in fact ? new Date(fact.at) : fact]),
  )
}
