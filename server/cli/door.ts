import path from 'node:path'
import { argon2Passwords } from '#server/adapters/argon2-passwords.ts'
import { readContentFolder } from '#server/adapters/content-folder.ts'
import { migrate } from '#server/adapters/database/migrate.ts'
import { openPostgres } from '#server/adapters/database/postgres.ts'
import { openSqlite } from '#server/adapters/database/sqlite.ts'
import { demoMailer } from '#server/adapters/demo-mailer.ts'
import { openDiskBlobs } from '#server/adapters/disk-blobs.ts'
import { openDiskLedger } from '#server/adapters/disk-ledger.ts'
import { ed25519Signer } from '#server/adapters/ed25519-signer.ts'
import { nodeHasher } from '#server/adapters/node-hasher.ts'
import { nodeRandom } from '#server/adapters/node-random.ts'
import { pinoLog } from '#server/adapters/pino-log.ts'
import { secretKey } from '#server/adapters/secret-key.ts'
import { systemClock } from '#server/adapters/system-clock.ts'
import { createApp } from '#server/app.ts'
import { followRegisters, seedNotices } from '#server/modules/notices/index.ts'
import { parseContent } from '#server/modules/registers/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { appSettings, readSettings, type Settings } from '#server/settings.ts'

/** The API, wherever it is: in a running server, or opened here for as long as one command runs. */
export interface Door {
  /** Says where the command works, for people. */
  place: string
  fetch(path: string, init?: RequestInit): Promise<Response>
  close(): Promise<void>
}

export interface DoorOptions {
  environment: Readonly<Record<string, string | undefined>>
  /** The address of a running server; without it one is looked for where the settings say. */
  server?: string | undefined
}

/** The server that was named does not answer. */
export class NoServer extends Error {
  constructor(server: string) {
    super(`No server answers at ${server}. Start it, or leave out --server to work on the data folder itself.`)
    this.name = 'NoServer'
  }
}

const WAIT_MS = 2_000

/**
 * Opens a running server's API; only where none runs, the database itself.
 * @throws {NoServer} when a named server does not answer
 * @throws {DataFolderInUse | SettingsError | ContentError} when the database cannot be opened here
 */
export async function openDoor({ environment, server }: DoorOptions): Promise<Door> {
  const settings = readSettings(environment)
  const { baseUrl, operatorToken } = appSettings(settings, { version: '0', process: 'cli' })
  const candidates = server === undefined ? [...new Set([`http://localhost:${settings.port}`, baseUrl])] : [new URL(server).origin]
  for (const candidate of candidates) if (await answers(candidate)) return remoteDoor(candidate, operatorToken)
  if (server !== undefined) throw new NoServer(server)
  return embeddedDoor(settings)
}

async function answers(server: string): Promise<boolean> {
  try {
    const answer = await fetch(`${server}/api/health`, { signal: AbortSignal.timeout(WAIT_MS) })
    return answer.ok
  } catch (failure) {
    // Nobody listens there, or too slowly: that is the answer.
    if (failure instanceof TypeError || (failure as Error).name === 'TimeoutError') return false
    throw failure
  }
}

function remoteDoor(server: string, token: string | null): Door {
  return {
    place: server,
    fetch: (address, init = {}) => fetch(`${server}${address}`, withToken(init, token)),
    close: async () => undefined,
  }
}

async function embeddedDoor(settings: Settings): Promise<Door> {
  const ports = await openPorts(settings)
  await seedNotices(ports)
  await followRegisters(ports)
  const app = createApp(ports)
  const { baseUrl, operatorToken } = ports.settings
  return {
    place: settings.databaseUrl === undefined ? settings.dataDir : 'the database',
    fetch: (address, init = {}) => app.fetch(new Request(`${baseUrl}${address}`, withToken(init, operatorToken)), { address: '127.0.0.1' }),
    close: () => ports.database.destroy(),
  }
}

function withToken(init: RequestInit, token: string | null): RequestInit {
  const headers = new Headers(init.headers)
  if (token !== null) headers.set('authorization', `Bearer ${token}`)
  return { ...init, headers }
}

/** What publishing needs. Mails wait in the outbox for the server; sources are not asked. */
async function openPorts(settings: Settings): Promise<Ports> {
  const { dataDir, databaseUrl } = settings
  const key = (given: string | undefined, name: string) => secretKey(given, path.join(dataDir, 'keys', `${name}.key`))
  const clock = systemClock()
  const random = nodeRandom(clock)
  const log = pinoLog()
  const engine = databaseUrl ? 'postgres' : 'sqlite'
  const database = databaseUrl ? await openPostgres(databaseUrl, { log }) : await openSqlite(path.join(dataDir, 'vitrine.sqlite'))
  await migrate(database, engine)
  const hasher = nodeHasher(await key(settings.lookupKey, 'lookup'))
  return {
    clock,
    random,
    log,
    database,
    engine,
    content: parseContent(await readContentFolder(settings.contentDir)),
    settings: appSettings(settings, { version: '0', process: engine === 'sqlite' ? 'embedded' : random.id() }),
    hasher,
    passwords: argon2Passwords(),
    signer: ed25519Signer(await key(settings.signingKey, 'signing')),
    blobs: await openDiskBlobs(path.join(dataDir, 'copies'), await key(settings.blobKey, 'copies')),
    ledger: await openDiskLedger(settings.ledgerDir ?? path.join(dataDir, 'erasures'), hasher),
    mailer: demoMailer(database, clock),
    sources: { list: () => [], get: () => undefined },
    webhookSender: { send: () => Promise.reject(new Error('publishing tells no webhook')) },
  }
}
