import { z } from 'zod'
import { Column, Labels, Name, Retention, Setting, Table, Text, Unit } from './declaration.words.ts'

const Erasing = z.discriminatedUnion(
  'mode',
  [
    z.strictObject({ mode: z.literal('erase') }),
    /** What each column becomes: a text, or null. `{key}` stands for the record's key, where texts must differ. */
    z.strictObject({ mode: z.literal('mask'), columns: z.record(Column, Text.nullable()) }),
    /** Stays because of a law or a stronger reason, until the collection's retention has let the newest record go. */
    z.strictObject({ mode: z.literal('keep'), ground: Labels }),
  ],
  { error: 'must be erase, mask or keep; write "erase: { mode: erase }"' },
)

const described = {
  name: Name,
  title: Labels,
  /** Id in `registers/processing.yaml`. */
  category: Name,
  retention: Retention,
}

const KEPT_BY_TIME = ['days', 'months', 'years']

const SqlCollection = z
  .strictObject({
    ...described,
    table: Table,
    /** The column that tells records apart within the table. */
    key: Column,
    /** Which column holds which of the person's keys. */
    subject: z.record(Column, Name),
    /** The column with the record's own time, never null: a whole number of milliseconds since 1970, or a timestamp of PostgreSQL. */
    recordedAt: z.union([Column, z.strictObject({ column: Column, as: z.literal('timestamp') })]).optional(),
    /** How a record is called: text with `{column}` in it. */
    recordTitle: Text,
    search: z.array(Column).default([]),
    fields: z.array(z.strictObject({ name: Column, label: Labels, unit: Unit })).min(1),
    erase: Erasing,
  })
  .refine((one) => one.recordedAt !== undefined || !KEPT_BY_TIME.includes(one.retention.kind), {
    error: 'is kept for a time, so a record needs its own; add "recordedAt:" with the column',
    path: ['recordedAt'],
  })
  .refine((one) => Object.keys(one.subject).length > 0, {
    error: 'must say whose a record is; write "account_id: account"',
    path: ['subject'],
  })
export type SqlCollection = z.infer<typeof SqlCollection>

/** A system reached by SQL. Collections are erased in the order they stand here, children first; masking comes last of all. */
export const SqlDeclaration = z
  .strictObject({
    id: Name,
    title: Labels,
    kind: z.literal('sql'),
    /** `sqlite:` and a path, where `{data}` stands for the data folder, or `postgres://…`. */
    connection: Setting,
    identify: z.strictObject({ table: Table, email: Column, keys: z.record(Name, Column) }),
    /** The table that holds decisions, one row per person, purpose and channel, with a unique index over these. */
    consent: z
      .strictObject({
        table: Table,
        key: Column,
        subject: z.record(Column, Name),
        purpose: Column,
        channel: Column,
        state: Column,
        decidedAt: Column,
        purposes: z.array(Name),
      })
      .optional(),
    collections: z.array(SqlCollection).min(1),
  })
  .refine((one) => subjectsOf(one).every((key) => Object.hasOwn(one.identify.keys, key)), {
    error: 'names a key of the person that identify does not give; write one of identify.keys',
    path: ['collections'],
  })
export type SqlDeclaration = z.infer<typeof SqlDeclaration>

/** A system reached by signed requests. */
export const HttpDeclaration = z.strictObject({
  id: Name,
  title: Labels,
  kind: z.literal('http'),
  /** Where its operations are; `{systems}` stands for the sample systems' address. */
  url: Setting,
  /** `whsec_` and base64. */
  secret: Setting,
  /** Addresses of this machine and of private networks are refused unless this says otherwise. */
  allowPrivate: z.boolean({ error: 'must be true or false; write "allowPrivate: false"' }).default(false),
  timeoutMs: z.int().min(100).max(60_000).default(5_000),
  purposes: z.array(Name).default([]),
  collections: z
    .array(
      z.strictObject({
        ...described,
        fields: z.array(z.strictObject({ name: z.string().regex(/^[a-zA-Z][\w-]{0,62}$/), label: Labels, unit: Unit })).min(1),
      }),
    )
    .min(1),
})
export type HttpDeclaration = z.infer<typeof HttpDeclaration>

export const Declaration = z.discriminatedUnion('kind', [SqlDeclaration, HttpDeclaration], {
  error: 'must be sql or http; write "kind: sql"',
})
export type Declaration = z.infer<typeof Declaration>

function subjectsOf(one: {
  collections: { subject: Record<string, string> }[]
  consent?: { subject: Record<string, string> } | undefined
}) {
  return [...one.collections.map(({ subject }) => subject), one.consent?.subject ?? {}].flatMap((subject) => Object.values(subject))
}
