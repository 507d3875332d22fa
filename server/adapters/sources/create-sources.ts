import type { Clock } from '#server/ports/clock.ts'
import type { Random } from '#server/ports/random.ts'
import { assembleSources, type OpenSources } from './assemble-sources.ts'
import { nodePost } from './node-post.ts'
import { openSql } from './open-sql.ts'
import type { Environment } from './settings.ts'

/**
 * The connected systems as Node reaches them.
 * @param files text by path below the content folder, as `readContentFolder` gives it
 * @throws {ContentError} naming file, line and remedy
 */
export function createSources(
  files: ReadonlyMap<string, string>,
  { clock, random, ...environment }: Environment & { clock: Clock; random: Pick<Random, 'id'> },
): OpenSources {
  return assembleSources(files, environment, { openSql, post: nodePost, clock, random })
}
