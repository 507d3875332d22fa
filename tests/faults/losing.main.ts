import path from 'node:path'
import { serve } from '@hono/node-server'
import { readContentFolder } from '#server/adapters/content-folder.ts'
import { migrate } from '#server/adapters/database/migrate.ts'
import { openSqlite } from '#server/adapters/database/sqlite.ts'
import { nodeRandom } from '#server/adapters/node-random.ts'
import { systemClock } from '#server/adapters/system-clock.ts'
import { createApp } from '#server/app.ts'
import { seedAccount } from '#server/modules/accounts/index.ts'
import { parseContent } from '#server/modules/registers/index.ts'
import { demoAccount } from '#server/settings.ts'
import { testPorts } from '#tests/support/ports.ts'

/**
 * The control of the kill specification: a server that answers before it commits, on a database that does not wait for the disk.
 * The harness must catch it losing what it acknowledged; otherwise the harness proves nothing.
 */
const port = Number(process.env.PORT)
const database = await openSqlite(path.join(String(process.env.DATA_DIR), 'vitrine.sqlite'), { synchronous: 'OFF' })
await migrate(database, 'sqlite')
const clock = systemClock()
const plain = testPorts(database)
const ports = {
  ...plain,
  clock,
  random: nodeRandom(clock),
  content: parseContent(await readContentFolder('content')),
  settings: { ...plain.settings, websiteUrl: `http://127.0.0.1:${port + 1}` },
}
await seedAccount(ports, demoAccount)
const app = createApp(ports)

serve({ fetch: answerFirst, port, hostname: '127.0.0.1' })

async function answerFirst(request: Request): Promise<Response> {
  if (request.method !== 'POST' || !request.url.endsWith('/api/consents')) return app.fetch(request)
  const body = await request.text()
  const copy = new Request(request.url, { method: 'POST', headers: request.headers, body })
  setTimeout(() => void app.fetch(copy), 15)
  return Response.json({ id: (JSON.parse(body) as { id: string }).id }, { status: 201 })
}
