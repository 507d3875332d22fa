import { type Http2Bindings, type HttpBindings, serve } from '@hono/node-server'
import { clientAddress } from '#server/adapters/client-address.ts'
import { readContentFolder } from '#server/adapters/content-folder.ts'
import { migrate } from '#server/adapters/database/migrate.ts'
import { openPostgres } from '#server/adapters/database/postgres.ts'
import { openSqlite } from '#server/adapters/database/sqlite.ts'
import { ed25519Signer } from '#server/adapters/ed25519-signer.ts'
import { nodeHasher } from '#server/adapters/node-hasher.ts'
import { nodeRandom } from '#server/adapters/node-random.ts'
import { systemClock } from '#server/adapters/system-clock.ts'
import { createApp } from '#server/app.ts'
import { createFrontDoor } from '#server/front-door.ts'
import { seedAccount } from '#server/modules/accounts/index.ts'
import { proofCommit } from '#server/modules/consents/index.ts'
import { parseContent } from '#server/modules/registers/index.ts'
import type { Ports } from '#server/ports/ports.ts'

// One server under load: `empty` answers without doing anything, `group` is the product, `single` commits each request on its own.
const [variant = 'group', engine = 'sqlite', where = ''] = process.argv.slice(2)
const TOKEN = 'bench-operator-token'

const ports = await openPorts()
if (variant === 'single') proofCommit(ports, (run) => queueMicrotask(run), { batchSize: 1 })
const accountId = await seedAccount(ports, { email: 'ida@example.com', password: 'x', name: 'Ida', locale: 'en' })
const door = createFrontDoor(ports, createApp(ports), [])
const empty = () => new Response('{"id":"x"}', { status: 201, headers: { 'content-type': 'application/json' } })
const server = serve(
  {
    fetch: (request, bindings) => (variant === 'empty' ? empty() : door(request, { address: addressOf(request, bindings) })),
    port: 0,
    hostname: '127.0.0.1',
    serverOptions: { requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 16_384 },
  },
  async ({ port }) => process.send?.({ kind: 'listening', port, accountId, token: TOKEN, backends: await backends() }),
)

// As server/main.node.ts takes it.
function addressOf(request: Request, bindings: HttpBindings | Http2Bindings): string {
  const peer = 'incoming' in bindings ? bindings.incoming.socket.remoteAddress : undefined
  return clientAddress(peer, request.headers.get('x-forwarded-for'), 0)
}

let begun = process.cpuUsage()
process.on('message', async (message) => {
  if (message === 'begin') {
    begun = process.cpuUsage()
    process.send?.({ kind: 'begun', batches: await batches() })
  } else if (message === 'end') {
    const { user, system } = process.cpuUsage(begun)
    process.send?.({ kind: 'ended', cpuMicroseconds: user + system, batches: await batches(), backends: await backends() })
  } else {
    // What still waits was never counted; the data are thrown away.
    server.close()
    process.exit(0)
  }
})

async function batches(): Promise<number> {
  const row = await ports.database
    .selectFrom('batches')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** The database's processes that work for us, so that their CPU can be read from /proc. */
async function backends(): Promise<number[]> {
  if (engine !== 'postgres') return []
  const rows = await ports.database
    .selectFrom('pg_stat_activity' as never)
    .select('pid' as never)
    .where('application_name' as never, '=', 'vitrine' as never)
    .where('query' as never, 'not like', '%pg_stat_activity%' as never)
    .execute()
  return (rows as unknown as { pid: number }[]).map(({ pid }) => pid)
}

async function openPorts(): Promise<Ports> {
  const clock = systemClock()
  const random = nodeRandom(clock)
  const database =
    engine === 'postgres'
      ? await openPostgres(process.env.BENCH_DATABASE_URL ?? '', { schema: where })
      : await openSqlite(`${where}/bench.sqlite`)
  await migrate(database, engine === 'postgres' ? 'postgres' : 'sqlite')
  const silent = { info: () => undefined, warn: () => undefined, error: (event: string, error: unknown) => console.error(event, error) }
  return {
    clock,
    random,
    log: silent,
    database,
    engine: engine === 'postgres' ? 'postgres' : 'sqlite',
    content: parseContent(await readContentFolder('content')),
    hasher: nodeHasher(Buffer.alloc(32, 1)),
    passwords: { hash: async () => 'none', verify: async () => false },
    signer: ed25519Signer(Buffer.alloc(32, 1)),
    mailer: { send: async () => undefined },
    blobs: undefined as never,
    ledger: undefined as never,
    sources: { list: () => [], get: () => undefined },
    webhookSender: { send: async () => ({ status: 204, retryAfterMs: null }) },
    settings: {
      version: 'bench',
      baseUrl: 'http://localhost:4400',
      websiteUrl: 'http://127.0.0.1:4401',
      demo: null,
      operatorToken: TOKEN,
      process: random.id(),
    },
  } as Ports
}
