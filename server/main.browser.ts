import './adapters/page/jitless.ts'
import { Kysely, SqliteDialect } from 'kysely'
import { migrate } from './adapters/database/migrate.ts'
import { demoMailer } from './adapters/demo-mailer.ts'
import { pageBlobs } from './adapters/page/page-blobs.ts'
import { pageHasher } from './adapters/page/page-hasher.ts'
import { pageJar } from './adapters/page/page-jar.ts'
import { pageLedger } from './adapters/page/page-ledger.ts'
import { pageLog } from './adapters/page/page-log.ts'
import { pagePasswords } from './adapters/page/page-passwords.ts'
import { pageRandom } from './adapters/page/page-random.ts'
import type { Kept, Shelf } from './adapters/page/page-shelf.ts'
import { newPageKey, pageSigner } from './adapters/page/page-signer.ts'
import { type PageSystems, pageSources } from './adapters/page/page-sources.ts'
import { loadPageSqlite, type PageSqlite } from './adapters/page/page-sqlite.ts'
import { pageWebhookSender } from './adapters/page/page-webhook-sender.ts'
import { systemClock } from './adapters/system-clock.ts'
import { createApp } from './app.ts'
import { createFrontDoor } from './front-door.ts'
import { parseContent } from './modules/registers/index.ts'
import { createMailAnswers } from './pages/mail-answers.ts'
import type { AllMessages } from './pages/messages.ts'
import { createPages } from './pages/pages.ts'
import type { Ports } from './ports/ports.ts'
import type { Schema } from './ports/schema.ts'
import { seed } from './seed.ts'
import { appSettings, demoAccount, readSettings } from './settings.ts'
import { createSweeper } from './work/sweeper.ts'
import { longSweeps, shortSweeps } from './work/sweeps.ts'

const LOOKUP_KEY_BYTES = 32
const SWEEP_MS = 1000
/** A transaction of a sweep takes a few milliseconds; a page that is left must not wait longer than a second. */
const REST_MS = 10
const REST_TRIES = 100
const KEEP_MS = 250
/** An address reserved for documents (RFC 5737): a page does not know its own. */
const ADDRESS = '192.0.2.1'

export interface PageServerOptions {
  /** Text by path below the content folder, as in `registers/processing.yaml`. */
  files: ReadonlyMap<string, string>
  /** Starts the operator's systems on databases of this page; a name finds its database again after a reload. */
  systems: (openDatabase: (name: string) => PageSqlite, now: () => Date) => PageSystems
  /** The address of the page without a slash at the end, e.g. `https://demo.example`. */
  baseUrl: string
  version: string
  /** For pages that the server draws itself: the mailbox. */
  pages: { messages: AllMessages; styles: readonly string[] }
  /** Where to survive a reload; without it all ends with the page. */
  shelf?: Shelf | null
}

export interface PageServer {
  fetch(request: Request): Promise<Response>
  /** Puts everything on the shelf now, if anything has changed. */
  keep(): Promise<void>
  /** Does what is due now and keeps the result, before the page goes and the server with it. */
  settle(): Promise<void>
  /** No round of work begins after this; the databases go. */
  stop(): Promise<void>
}

/** The whole privacy center in a page, in demo mode: the same app, on SQLite's WASM build. */
export async function createPageServer(options: PageServerOptions): Promise<PageServer> {
  const { files, systems, baseUrl, version, pages, shelf } = options
  const kept = await recalled(shelf, version)
  const openDatabase = await loadPageSqlite()
  const databases = new Map<string, PageSqlite>()
  const open = (name: string) => {
    const database = openDatabase(kept?.databases[name])
    databases.set(name, database)
    return database
  }

  const clock = systemClock()
  const random = pageRandom(clock)
  const { lookupKey, signingKey, blobs, jar } = kept ?? (await newBelongings())
  const database = new Kysely<Schema>({ dialect: new SqliteDialect({ database: open('vitrine').forKysely() }) })
  await migrate(database, 'sqlite')
  const ports: Ports = {
    clock,
    random,
    database,
    engine: 'sqlite',
    log: pageLog(),
    content: parseContent(files),
    settings: { ...appSettings(readSettings({}), { version, process: random.id() }), baseUrl, websiteUrl: baseUrl, operatorToken: null },
    hasher: await pageHasher(lookupKey),
    passwords: pagePasswords(),
    signer: await pageSigner(signingKey),
    blobs: pageBlobs(blobs),
    ledger: pageLedger(),
    mailer: demoMailer(database, clock),
    webhookSender: pageWebhookSender(),
    sources: pageSources(files, { systems: systems(open, clock.now), clock, random }),
  }
  await seed(ports, demoAccount)

  const sweepers = [createSweeper(ports, shortSweeps), createSweeper(ports, longSweeps)] as const
  const wake = () => {
    for (const sweeper of sweepers) sweeper.wake()
  }
  const app = createApp(ports, { wake })
  const assets = { styles: pages.styles, scripts: [] }
  const door = createFrontDoor(ports, app, [
    createMailAnswers(ports, { styles: pages.styles, messages: pages.messages, wake }),
    createPages(ports, { assets, messages: pages.messages, document: '' }),
  ])
  const bindings = { jar: pageJar(jar), address: ADDRESS, userAgent: navigator.userAgent }

  let shelved = -1
  let lastKept = Promise.resolve()
  // One after the other, so that an older state never lies above a newer one.
  function keep(): Promise<void> {
    lastKept = lastKept.then(keepNow)
    return lastKept
  }
  async function keepNow(): Promise<void> {
    const written = [...databases.values()].reduce((sum, one) => sum + one.written(), 0)
    if (!shelf || written === shelved) return
    const bytes = await wholeBytes(databases)
    if (!bytes) return
    shelved = written
    const all = { version, databases: bytes, lookupKey, signingKey, blobs, jar }
    await shelf.put(all).catch((error: unknown) => ports.log.error('page/not-kept', error))
  }
  const keeping = setInterval(() => void keep(), KEEP_MS)
  for (const sweeper of sweepers) sweeper.start(SWEEP_MS)

  return {
    fetch: (request) => door(request, bindings),
    keep,
    async settle() {
      await sweepers[0].runOnce()
      await keep()
    },
    async stop() {
      clearInterval(keeping)
      await Promise.all([...sweepers.map((sweeper) => sweeper.stop()), lastKept])
      await database.destroy()
      for (const one of databases.values()) one.close()
    },
  }
}

/** What all databases hold between two transactions; null when one is never at rest, so that the next round must do. */
async function wholeBytes(databases: ReadonlyMap<string, PageSqlite>): Promise<Kept['databases'] | null> {
  for (let tries = 0; tries < REST_TRIES; tries += 1) {
    const bytes = [...databases].map(([name, one]) => [name, one.bytes()] as const)
    if (bytes.every(([, whole]) => whole !== null)) return Object.fromEntries(bytes) as Kept['databases']
    await new Promise((resolve) => setTimeout(resolve, REST_MS))
  }
  return null
}

async function recalled(shelf: Shelf | null | undefined, version: string): Promise<Kept | null> {
  const kept = (await shelf?.take()) ?? null
  return kept?.version === version ? kept : null
}

async function newBelongings(): Promise<Pick<Kept, 'lookupKey' | 'signingKey' | 'blobs' | 'jar'>> {
  const lookupKey = crypto.getRandomValues(new Uint8Array(LOOKUP_KEY_BYTES))
  return { lookupKey, signingKey: await newPageKey(), blobs: new Map(), jar: new Map() }
}
