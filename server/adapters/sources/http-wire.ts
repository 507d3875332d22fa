import { z } from 'zod'
import { locales } from '#contract/shared.ts'

/** What a connected system may answer. Fields beyond these are dropped; anything that does not fit makes the whole answer useless. */
const Count = z.int().min(0)
const Day = z.iso.date()
const Name = z.string().min(1).max(64)
const Line = z.string().max(10_000)
const Ground = z
  .object(
    Object.fromEntries(locales.map((locale) => [locale, z.string().min(1).max(1_000).optional()])) as Record<
      'de' | 'ar',
      z.ZodOptional<z.ZodString>
    >,
  )
  .extend({ en: z.string().min(1).max(1_000) })

export const Healthy = z.object({ ok: z.literal(true) })

const Keys = z.record(Name, z.string().min(1).max(200)).refine((keys) => Object.keys(keys).length >= 1 && Object.keys(keys).length <= 10)
export const Identified = z.object({ subject: Keys.nullable() })

export const Counted = z.object({
  collections: z
    .array(z.object({ collection: Name, total: Count, days: z.array(z.object({ on: Day, records: Count })).max(40_000) }))
    .max(200),
})

export const Accessed = z.object({
  records: z
    .array(
      z.object({
        id: z.string().min(1).max(190),
        recordedAt: z.iso.datetime({ offset: true }).nullable(),
        title: Line,
        values: z.record(Name, Line),
      }),
    )
    .max(100),
  total: Count,
  nextCursor: z.string().min(1).max(400).nullable(),
})

/** What stays must say why and until when. */
const Planned = z.discriminatedUnion('mode', [
  z.object({ name: Name, mode: z.literal('erase'), count: Count, ground: z.null(), until: z.null() }),
  z.object({ name: Name, mode: z.literal('mask'), count: Count, ground: z.null(), until: z.null() }),
  z.object({ name: Name, mode: z.literal('keep'), count: Count, ground: Ground, until: Day }),
])
export const Plan = z.object({ collections: z.array(Planned).max(200) })

export const Accepted = z.object({ accepted: z.literal(true) })
export const Verified = z.object({ acts: z.boolean() })
