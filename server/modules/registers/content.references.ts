import type { ContentFault } from './content.fault.ts'
import type { Located } from './located-yaml.ts'

type Path = readonly PropertyKey[]
type Entries = readonly { readonly id: string }[]

/** Adds a fault at the place in the file to which the path leads. */
export function report({ file, lineOf }: Located<unknown>, path: Path, message: string, faults: ContentFault[]): void {
  faults.push({ file, line: lineOf(path), message })
}

/** Refuses an id that stands twice in the list at `path`. */
export function unique(file: Located<unknown>, path: Path, entries: Entries, faults: ContentFault[]): void {
  for (const [i, { id }] of entries.entries()) {
    const isSecond = entries.findIndex((other) => other.id === id) < i
    if (isSecond) report(file, [...path, i, 'id'], `the id ${id} stands here twice; rename one`, faults)
  }
}

/** Refuses the reference at `path` if nothing in `where` has its id. */
export function known(file: Located<unknown>, path: Path, id: string, entries: Entries, where: string, faults: ContentFault[]): void {
  if (entries.some((entry) => entry.id === id)) return
  const key = path.findLast((part) => typeof part === 'string')
  report(file, path, `${String(key)} names ${id}, which is not in ${where}; correct it or add it there`, faults)
}
