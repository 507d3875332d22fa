import { ContentError, type ContentFault } from '#server/modules/registers/content.fault.ts'
import { type Located, readYaml } from '#server/modules/registers/located-yaml.ts'
import type { Clock } from '#server/ports/clock.ts'
import type { Random } from '#server/ports/random.ts'
import type { Source, Sources } from '#server/ports/source.ts'
import { Declaration, type HttpDeclaration, type SqlDeclaration } from './declaration.ts'
import { createHttpSource } from './http-source.ts'
import type { Post } from './post.ts'
import { type Environment, settingOf } from './settings.ts'
import { SECRET } from './signature.ts'
import type { OpenSql } from './sql-connection.ts'
import { createSqlSource } from './sql-source.ts'
import { withTimeLimit } from './time-limit.ts'

/** What a person waits at most for one system's answer. */
const ANSWER_WITHIN_MS = 5_000

/** How systems are reached from here; Node and a page bring different ones. */
export interface Wires {
  openSql: OpenSql
  post: (declaration: HttpDeclaration) => Post
  clock: Clock
  random: Pick<Random, 'id'>
}

export interface OpenSources extends Sources {
  close(): Promise<void>
}

/**
 * The connected systems, as declared in `sources/*.yaml`. Nothing is reached yet: a system that is away keeps nobody from starting.
 * @param files text by path below the content folder; others than `sources/*.yaml` are passed over
 * @throws {ContentError} naming file, line and remedy of everything that is wrong, settings that are missing included
 */
export function assembleSources(files: ReadonlyMap<string, string>, environment: Environment, wires: Wires): OpenSources {
  const faults: ContentFault[] = []
  const declared = [...files]
    .filter(([path]) => /^sources\/[^/]+\.yaml$/.test(path))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([path, text]) => readYaml(Declaration, path, text, faults) ?? [])
  refuseTwins(declared, faults)
  const sources = declared
    .flatMap((located) => bind(located, environment, wires, faults) ?? [])
    .map((source) => withTimeLimit(source, ANSWER_WITHIN_MS))
  if (faults.length > 0) throw new ContentError(faults)

  const byId = new Map<string, Source>(sources.map((source) => [source.id, source]))
  return {
    list: () => sources,
    get: (id) => byId.get(id),
    close: async () => void (await Promise.all(sources.map((source) => source.close()))),
  }
}

type Bound = Source & { close(): Promise<void> }

function bind({ file, value, lineOf }: Located<Declaration>, environment: Environment, wires: Wires, faults: ContentFault[]): Bound | null {
  const setting = (
    name: string,
    { env, demo }: { env: string; demo?: string | undefined },
    fits: (text: string) => boolean,
    like: string,
  ) => {
    const text = settingOf({ env, demo }, environment)
    if (text !== null && fits(text)) return text
    const wrong = text === null ? 'is not set' : 'is not usable'
    faults.push({ file, line: lineOf([name]), message: `${name} ${wrong}; set ${env} to ${like}` })
    return null
  }
  switch (value.kind) {
    case 'sql':
      return bindSql(value, setting('connection', value.connection, isDatabase, 'sqlite:<path> or postgres://…'), wires)
    case 'http': {
      const url = setting('url', value.url, (text) => isAddress(text, value.allowPrivate), 'an https address without a slash at the end')
      const secret = setting('secret', value.secret, (text) => SECRET.test(text), 'whsec_ and at least 24 bytes in base64')
      if (url === null || secret === null) return null
      return { ...createHttpSource(value, { url, secret, ...wires, post: wires.post(value) }), close: async () => undefined }
    }
    default:
      return value satisfies never
  }
}

function bindSql(declaration: SqlDeclaration, address: string | null, { openSql, clock }: Wires): Bound | null {
  return address === null ? null : createSqlSource(declaration, { connect: () => openSql(address), clock })
}

const isDatabase = (text: string) => /^(?:sqlite:.|postgres(?:ql)?:\/\/)/.test(text)

function isAddress(text: string, allowPrivate: boolean): boolean {
  if (!URL.canParse(text) || text.endsWith('/')) return false
  const { protocol, username, password, search, hash } = new URL(text)
  const plain = username === '' && password === '' && search === '' && hash === ''
  return plain && (protocol === 'https:' || (protocol === 'http:' && allowPrivate))
}

function refuseTwins(declared: readonly Located<Declaration>[], faults: ContentFault[]): void {
  const ids = new Set<string>()
  for (const { file, value, lineOf } of declared) {
    if (ids.has(value.id)) faults.push({ file, line: lineOf(['id']), message: `id ${value.id} is another source's; write one of its own` })
    ids.add(value.id)
    const names = value.collections.map(({ name }) => name)
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) === index) continue
      faults.push({ file, line: lineOf(['collections', index, 'name']), message: `name ${name} stands here twice; write one of its own` })
    }
  }
}
