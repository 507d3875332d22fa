import type { Content } from '#server/ports/content.ts'
import { crossCheck } from './content.checks.ts'
import { ContentError, type ContentFault } from './content.fault.ts'
import { readParts } from './content.parts.ts'
import { project } from './content.projection.ts'

/**
 * Reads what the operator wrote.
 * @param files text by path below the content folder, as in `registers/processing.yaml`
 * @throws {ContentError} listing every fault with its file, line and remedy
 */
export function parseContent(files: ReadonlyMap<string, string>): Content {
  const faults: ContentFault[] = []
  const parts = readParts(files, faults)
  if (parts) crossCheck(parts, faults)
  if (!parts || faults.length > 0) throw new ContentError(faults)
  return project(parts)
}
