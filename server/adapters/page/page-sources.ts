import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely'
import type { Clock } from '#server/ports/clock.ts'
import type { Random } from '#server/ports/random.ts'
import { SourceError } from '#server/ports/source.ts'
import { assembleSources, type OpenSources } from '../sources/assemble-sources.ts'
import type { Post } from '../sources/post.ts'

/** Systems that run in this very page. */
export interface PageSystems {
  /** Databases by the end of their address in `sources/*.yaml`, e.g. `acme/mail-platform.sqlite`. */
  databases: Readonly<Record<string, SqliteDatabase>>
  /** Answers what is posted to `{systems}`. */
  fetch(request: Request): Promise<Response>
}

const DATA = 'page'
const SYSTEMS_URL = 'https://systems.example'

/**
 * The connected systems as a page reaches them: the declarations are the server's, only the wires are short.
 * @param files text by path below the content folder
 * @throws {ContentError} naming file, line and remedy
 */
export function pageSources(
  files: ReadonlyMap<string, string>,
  { systems, clock, random }: { systems: PageSystems; clock: Clock; random: Pick<Random, 'id'> },
): OpenSources {
  const environment = { env: {}, demo: true, dataDir: DATA, systemsUrl: SYSTEMS_URL }
  return assembleSources(files, environment, { openSql, post: () => post, clock, random })

  async function openSql(address: string) {
    const database = systems.databases[address.replace(`sqlite:${DATA}/`, '')]
    if (!database) throw new SourceError('the database is missing')
    return { engine: 'sqlite' as const, database: new Kysely<Record<string, never>>({ dialect: new SqliteDialect({ database }) }) }
  }

  async function post(url: string, headers: Readonly<Record<string, string>>, body: string): ReturnType<Post> {
    const request = new Request(url, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body })
    const answer = await systems.fetch(request)
    return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body: await answer.text() }
  }
}
