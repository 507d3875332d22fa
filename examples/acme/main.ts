import { serve } from '@hono/node-server'
import { startSystems } from './systems/systems.main.ts'
import { createWebsite } from './website/website.ts'

/** The sample operator beside its privacy center: its website on PORT+1 and its systems on PORT+2, on loopback only. */
const port = Number(process.env.PORT ?? 4400)
const systems = await startSystems({ port: port + 2, dataDir: process.env.DATA_DIR ?? './data' })
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
