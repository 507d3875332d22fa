import { z } from '@hono/zod-openapi'

/** Languages the interface speaks. Content may speak fewer; what is missing falls back to English, visibly. */
export const locales = ['en', 'de', 'ar'] as const
export const Locale = z.enum(locales)
export type Locale = z.infer<typeof Locale>

/** A text in the languages it exists in; English is always there. */
export const Localized = z.strictObject({ en: z.string().min(1), de: z.string().min(1).optional(), ar: z.string().min(1).optional() })
export type Localized = z.infer<typeof Localized>

/** An identifier made by us (UUID version 7) or by a client for idempotency (any UUID version). */
export const Id = z.uuid()
/** A name from a register: small letters, digits and hyphens. */
export const Slug = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/)
/** An instant in UTC, as ISO 8601 with `Z`. */
export const Instant = z.iso.datetime()
/** A calendar day, `YYYY-MM-DD`. */
export const Day = z.iso.date()
/** How many; never negative. */
export const Count = z.int().min(0)
/** SHA-256 in lower-case hex. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** Where the next page starts; opaque. */
export const Cursor = z.string().min(1).max(512)
/** How many entries a page holds. Query values are texts, so the number is read from one. */
export const Limit = z
  .string()
  .regex(/^(?:[1-9]\d?|100)$/)
  .default('50')
  .transform(Number)

export const Email = z.email().max(254)
/** Long enough for a passphrase, short enough that hashing it costs nothing extra. */
export const Password = z.string().min(1).max(256)
