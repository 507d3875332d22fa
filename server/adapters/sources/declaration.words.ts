import { z } from 'zod'

const needed = (error: string) => z.string({ error }).regex(/\S/, { error })

export const Text = needed('must be text; write it after the colon')

export const Labels = z.strictObject(
  {
    en: needed('must be there in English; add "en:"'),
    de: needed('must be there in German; add "de:"'),
    ar: needed('must be there in Arabic; add "ar:"'),
  },
  { error: ({ code }) => (code === 'invalid_type' ? 'must be there in each language; write "en:", "de:" and "ar:" below it' : undefined) },
)

export const Name = z.string({ error: 'must be a name; write small letters and hyphens' }).regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, {
  error: 'must be a name; write small letters, digits and hyphens, as in message-bodies',
})

const IDENTIFIER = '[a-z_][a-z0-9_]{0,62}'
/** Names reach SQL quoted, and only if they look like this; values are always bound. */
export const Column = z
  .string({ error: 'must be the name of a column; write small letters, digits and underscores' })
  .regex(new RegExp(`^${IDENTIFIER}$`), { error: 'must be the name of a column; write small letters, digits and underscores' })
export const Table = z
  .string({ error: 'must be the name of a table; write it as in messages or mail.messages' })
  .regex(new RegExp(`^${IDENTIFIER}(?:\\.${IDENTIFIER})?$`), {
    error: 'must be the name of a table; write it as in messages or mail.messages',
  })

const whole = (unit: string, example: number) =>
  z
    .int({ error: `must be a whole number of ${unit}; write "${unit}: ${example}"` })
    .min(1, { error: `must be 1 or more; write "${unit}: ${example}"` })

export const Retention = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('days'), days: whole('days', 30) }),
    z.strictObject({ kind: z.literal('months'), months: whole('months', 12) }),
    z.strictObject({ kind: z.literal('years'), years: whole('years', 7), ground: Labels }),
    z.strictObject({ kind: z.literal('while-account-open') }),
    z.strictObject({ kind: z.literal('until-removed') }),
  ],
  { error: 'must be one of days, months, years, while-account-open, until-removed; write "kind: days"' },
)

/** A setting that comes from the environment; the demo has its own, which production refuses. */
export const Setting = z.strictObject({
  env: z
    .string({ error: 'must name an environment variable; write "env: MAIL_PLATFORM_URL"' })
    .regex(/^[A-Z][A-Z0-9_]*$/, { error: 'must name an environment variable; write capital letters and underscores' }),
  demo: Text.optional(),
})
export type Setting = z.infer<typeof Setting>

/** Of what a field's value is a count, where a reader would not know how much that is. */
export const Unit = z.literal('bytes', { error: 'must be bytes; write "unit: bytes" or leave it out' }).optional()
