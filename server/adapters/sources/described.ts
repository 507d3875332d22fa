import type { SourceDescription } from '#server/ports/source.ts'
import type { Declaration } from './declaration.ts'

/** What the operator declared: known even while the system does not answer, so that its categories can be shown as unreachable. */
export function described({ id, title, collections }: Declaration, purposes: readonly string[]): SourceDescription {
  return {
    id,
    title,
    collections: collections.map(({ name, title, category, retention, fields }) => ({ name, title, category, retention, fields })),
    purposes,
  }
}
