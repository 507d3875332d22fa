import { join } from 'node:path'
import { type ServerType, serve } from '@hono/node-server'
import { openDatabase } from './open-database.ts'
import { createSampleSystems, type SampleOptions, type SampleSystems } from './sample-systems.ts'

export interface SystemsOptions extends Omit<SampleOptions, 'now'> {
  /** Where they listen, on loopback only; 0 takes a free one. */
  port: number
  /** Each system keeps its own database file in `<dataDir>/acme/`. */
  dataDir: string
  now?: () => Date
}

export interface RunningSystems extends Omit<SampleSystems, 'fetch'> {
  /** As sources expect it for `{systems}`, e.g. `http://127.0.0.1:4402`. */
  url: string
  stop(): Promise<void>
}

const HOUR_MS = 3_600_000

/** Starts the sample operator's systems: the mail platform's database, and the two tools at `/newsletter/` and `/audience/`. */
export async function startSystems({ port, dataDir, now = () => new Date(), ...options }: SystemsOptions): Promise<RunningSystems> {
  const open = (name: string) => openDatabase(join(dataDir, 'acme', `${name}.sqlite`))
  const databases = { mailPlatform: open('mail-platform'), newsletter: open('newsletter'), audience: open('audience') }
  const { mailPlatform, newsletter, audience, fetch } = createSampleSystems(databases, { now, ...options })

  const server = await listen(fetch, port)
  const expiry = setInterval(() => mailPlatform.expire(), HOUR_MS)
  expiry.unref()

  return {
    url: `http://127.0.0.1:${addressOf(server)}`,
    mailPlatform,
    newsletter,
    audience,
    async stop() {
      clearInterval(expiry)
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      for (const database of Object.values(databases)) database.close()
    },
  }
}

function listen(fetch: SampleSystems['fetch'], port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname: '127.0.0.1' }, () => resolve(server))
    server.once('error', reject)
  })
}

function addressOf(server: ServerType): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the systems listen on no port')
  return address.port
}

if (import.meta.main) {
  const { url } = await startSystems({ port: Number(process.env.PORT ?? 4400) + 2, dataDir: process.env.DATA_DIR ?? './data' })
  process.stdout.write(`Sample systems: ${url}\n`)
}
