import type { Retention } from '#domain/retention.ts'
import type { ContentFault } from './content.fault.ts'
import type { ContentParts } from './content.parts.ts'
import { known, report } from './content.references.ts'

/** Refuses registers and connected systems that speak of different purposes, categories or times. */
export function checkSources({ processing, purposes, sources }: ContentParts, faults: ContentFault[]): void {
  const ids = sources.map(({ value }) => ({ id: value.id }))
  const choices = purposes.value.purposes
  const heard = new Map(sources.map(({ value }) => [value.id, [...value.purposes, ...(value.consent?.purposes ?? [])]]))
  for (const [i, purpose] of choices.entries()) {
    const told = purpose.kind === 'choice' ? purpose.sources : []
    for (const [s, id] of told.entries()) {
      const path = ['purposes', i, 'sources', s]
      known(purposes, path, id, ids, 'sources', faults)
      if (heard.get(id)?.includes(purpose.id) === false) {
        report(
          purposes,
          path,
          `sources names ${id}, which does not list ${purpose.id}; add it to content/sources or take it out here`,
          faults,
        )
      }
    }
    const forgotten = [...heard].find(([id, list]) => list.includes(purpose.id) && !told.includes(id))
    if (forgotten)
      report(purposes, ['purposes', i, 'sources'], `sources must name ${forgotten[0]}, which lists ${purpose.id}; add it`, faults)
  }
  const { categories } = processing.value
  for (const source of sources) {
    for (const [c, { category, retention }] of source.value.collections.entries()) {
      known(source, ['collections', c, 'category'], category, categories, 'registers/processing.yaml', faults)
      const promised = categories.find(({ id }) => id === category)?.retention
      if (promised && periodOf(promised) !== periodOf(retention)) {
        const message = `retention is ${periodOf(retention)}, but the register promises ${periodOf(promised)} for ${category}; make them agree`
        report(source, ['collections', c, 'retention'], message, faults)
      }
    }
  }
}

function periodOf(retention: Retention): string {
  switch (retention.kind) {
    case 'days':
      return `${retention.days} days`
    case 'months':
      return `${retention.months} months`
    case 'years':
      return `${retention.years} years`
    case 'while-account-open':
    case 'until-removed':
      return retention.kind
    default:
      return retention satisfies never
  }
}
