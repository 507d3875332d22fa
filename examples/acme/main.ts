import { serve } from '@hono/node-server'
import { startSystems } from './systems/systems.main.ts'
import { createWebsite } from './website/website.ts'

/** The sample operator beside its privacy center: its website on PORT+1 and its systems on PORT+2, on loopback only. */
const port = Number(process.env.PORT ?? 4400)
const DAY_MS = 86_400_000
// The center signs what it sends with its own time; systems that live on another day would refuse it.
const aheadMs = Number(process.env.DEMO_DAYS_AHEAD ?? 0) * DAY_MS
const now = () => new Date(Date.now() + aheadMs)
const systems = await startSystems({ port: port + 2, dataDir: process.env.DATA_DIR ?? './data', now })
const website = serve({
  fetch: createWebsite({ portalUrl: process.env.BASE_URL ?? `http://localhost:${port}` }),
  port: port + 1,
  hostname: '127.0.0.1',
})

for (const end of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(end, stop)

function stop(): void {
  website.close()
  systems.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  )
}
