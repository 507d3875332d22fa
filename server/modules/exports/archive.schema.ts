import type { Locale } from '#contract/shared.ts'
import type { Json } from '#domain/canonical-json.ts'
import type { SpooledPart } from './spool.ts'

const text = { type: 'string' } as const

/** JSON Schema (2020-12) of one line of the JSON Lines: what each collection's values are and what they are called. */
export function lineSchema(parts: readonly SpooledPart[], locale: Locale): Json {
  const collections = parts.flatMap(({ source, collections }) => collections.map((collection) => ({ source, collection })))
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'One record',
    type: 'object',
    required: ['source', 'collection', 'id', 'recordedAt', 'title', 'values'],
    additionalProperties: false,
    properties: {
      source: text,
      collection: text,
      id: text,
      recordedAt: { type: ['string', 'null'], format: 'date-time' },
      title: text,
      values: { type: 'object', additionalProperties: text },
    },
    ...(collections.length === 0 ? {} : { oneOf: collections.map((one) => collectionSchema(one, locale)) }),
  }
}

function collectionSchema(
  { source, collection }: { source: string; collection: SpooledPart['collections'][number] },
  locale: Locale,
): Json {
  const { name, title, fields } = collection
  const properties = Object.fromEntries(
    fields.map((field) => [field.name, { type: 'string', title: field.label[locale] ?? field.label.en }]),
  )
  return {
    title: title[locale] ?? title.en,
    properties: { source: { const: source }, collection: { const: name }, values: { properties } },
  }
}
