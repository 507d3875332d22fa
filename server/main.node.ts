import fs from 'node:fs'
import path from 'node:path'
import { serve } from '@hono/node-server'
import type { BannerTexts } from '#contract/banner.ts'
import type { Locale } from '#contract/shared.ts'
import { argon2Passwords } from './adapters/argon2-passwords.ts'
import { clientAddress } from './adapters/client-address.ts'
import { readContentFolder } from './adapters/content-folder.ts'
import { migrate } from './adapters/database/migrate.ts'
import { openPostgres } from './adapters/database/postgres.ts'
import { openSqlite } from './adapters/database/sqlite.ts'
import { demoMailer } from './adapters/demo-mailer.ts'
import { openDiskBlobs } from './adapters/disk-blobs.ts'
import { openDiskLedger } from './adapters/disk-ledger.ts'
import { ed25519Signer } from './adapters/ed25519-signer.ts'
import { nodeHasher } from './adapters/node-hasher.ts'
import { nodeRandom } from './adapters/node-random.ts'
import { pinoLog } from './adapters/pino-log.ts'
import { secretKey } from './adapters/secret-key.ts'
import { smtpMailer } from './adapters/smtp-mailer.ts'
import { createSources } from './adapters/sources/create-sources.ts'
import { nodePost } from './adapters/sources/node-post.ts'
import { webhookSender } from './adapters/sources/webhook-sender.ts'
import { staticFiles } from './adapters/static-files.ts'
import { machineTime, systemClock } from './adapters/system-clock.ts'
import { readBuild } from './adapters/vite-build.ts'
import { createApp } from './app.ts'
import { createFrontDoor } from './front-door.ts'
import { replayLedger } from './modules/erasures/index.ts'
import { lastChangeOn } from './modules/notices/index.ts'
import { parseContent } from './modules/registers/index.ts'
import { createBanner } from './pages/banner.ts'
import { COOKIE_NOTICE } from './pages/banner-config.ts'
import { createMailAnswers } from './pages/mail-answers.ts'
import type { AllMessages } from './pages/messages.ts'
import { createPages } from './pages/pages.ts'
import { createSubscriptions } from './pages/subscriptions.ts'
import { wellKnown } from './pages/well-known.ts'
import type { Ports } from './ports/ports.ts'
import { seed } from './seed.ts'
import { appSettings, demoAccount, readSettings, type Settings } from './settings.ts'
import { createSweeper } from './work/sweeper.ts'
import { longSweeps, shortSweeps } from './work/sweeps.ts'

const root = path.resolve(import.meta.dirname, '..')
const WEBHOOK_TIMEOUT_MS = 5_000

await main().catch((error: unknown) => {
  const { name, message, stack } = error as Error
  const isForPeople = ['SettingsError', 'ContentError', 'DemoDataError', 'DataFolderInUse', 'LedgerDamaged'].includes(name)
  process.stderr.write(`${isForPeople ? message : stack}\n`)
  process.exit(1)
})

async function main(): Promise<void> {
  const settings = readSettings(process.env)
  const files = await readContentFolder(settings.contentDir)
  const ports = await openPorts(settings, files)
  await seed(ports, demoAccount)
  await replayLedger(ports)

  const sweepers = [createSweeper(ports, shortSweeps), createSweeper(ports, longSweeps)]
  const wake = () => {
    for (const sweeper of sweepers) sweeper.wake()
  }
  const app = createApp(ports, { wake })
  const build = readBuild(path.join(root, 'dist'))
  const { assets } = build.portal
  const messages: AllMessages = readJsonFolder('locales')
  const door = createFrontDoor(ports, app, [
    (request) => wellKnown(ports, request),
    createBanner(ports, {
      bundle: build.banner,
      texts: readJsonFolder<BannerTexts>('banner/texts'),
      page: { assets, messages },
      noticeOn: () => lastChangeOn(ports, COOKIE_NOTICE),
    }),
    staticFiles(path.join(root, 'dist')),
    createMailAnswers(ports, { styles: assets.styles, messages, wake }),
    createSubscriptions(ports, { styles: assets.styles, messages, wake }),
    createPages(ports, { ...build.portal, messages }),
  ])

  const server = serve(
    {
      fetch: (request, bindings) => {
        const peer = 'incoming' in bindings ? bindings.incoming.socket.remoteAddress : undefined
        return door(request, { address: clientAddress(peer, request.headers.get('x-forwarded-for'), settings.trustedHops) })
      },
      port: settings.port,
      hostname: settings.host,
      serverOptions: { requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 16_384 },
    },
    () => {
      ports.log.info('server/started', { port: settings.port, engine: ports.engine, demo: ports.settings.demo !== null })
      for (const sweeper of sweepers) sweeper.start(settings.sweepMs)
    },
  )

  // `disconnect`: whoever started us over a channel is gone.
  for (const end of ['SIGINT', 'SIGTERM', 'disconnect'] as const) {
    process.once(end, () => {
      server.close()
      if ('closeIdleConnections' in server) server.closeIdleConnections()
      void Promise.all(sweepers.map((sweeper) => sweeper.stop())).then(async () => {
        await ports.database.destroy()
        process.exit(0)
      })
    })
  }
}

async function openPorts(settings: Settings, files: ReadonlyMap<string, string>): Promise<Ports> {
  const { dataDir } = settings
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const key = (given: string | undefined, name: string) => secretKey(given, path.join(dataDir, 'keys', `${name}.key`))
  const clock = systemClock(machineTime(settings.daysAhead))
  const random = nodeRandom(clock)
  const log = pinoLog()
  const engine = settings.databaseUrl ? 'postgres' : 'sqlite'
  const database = settings.databaseUrl
    ? await openPostgres(settings.databaseUrl, { log })
    : await openSqlite(path.join(dataDir, 'vitrine.sqlite'))
  await migrate(database, engine)
  const content = parseContent(files)
  const hasher = nodeHasher(await key(settings.lookupKey, 'lookup'))
  const app = appSettings(settings, { version: readVersion(), process: engine === 'sqlite' ? 'embedded' : random.id() })
  return {
    clock,
    random,
    log,
    database,
    engine,
    content,
    settings: app,
    hasher,
    passwords: argon2Passwords(),
    signer: ed25519Signer(await key(settings.signingKey, 'signing')),
    blobs: await openDiskBlobs(path.join(dataDir, 'copies'), await key(settings.blobKey, 'copies')),
    ledger: await openDiskLedger(settings.ledgerDir ?? path.join(dataDir, 'erasures'), hasher),
    mailer: mailerOf(settings, { database, clock, name: content.organisation.name }),
    webhookSender: webhookSender(nodePost({ timeoutMs: WEBHOOK_TIMEOUT_MS, allowPrivate: !settings.isProduction })),
    sources: createSources(files, {
      env: process.env,
      demo: !settings.isProduction,
      dataDir,
      systemsUrl: settings.systemsUrl ?? `http://127.0.0.1:${settings.port + 2}`,
      clock,
      random,
    }),
  }
}

function mailerOf({ smtpUrl, mailFrom }: Settings, { database, clock, name }: Pick<Ports, 'database' | 'clock'> & { name: string }) {
  return smtpUrl && mailFrom ? smtpMailer({ url: smtpUrl, from: mailFrom, fromName: name }) : demoMailer(database, clock)
}

function readVersion(): string {
  return (JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }).version
}

/** One JSON file per language. */
function readJsonFolder<T>(folder: string): Record<Locale, T> {
  const names = fs.readdirSync(path.join(root, folder)).filter((name) => name.endsWith('.json'))
  return Object.fromEntries(
    names.map((name) => [name.replace('.json', ''), JSON.parse(fs.readFileSync(path.join(root, folder, name), 'utf8'))]),
  ) as Record<Locale, T>
}
