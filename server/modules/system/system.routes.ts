import { sql } from 'kysely'
import { getHealth } from '#contract/system.ts'
import { type Endpoint, endpoint } from '#server/http/endpoint.ts'
import type { Ports } from '#server/ports/ports.ts'

export function systemEndpoints(ports: Ports): Endpoint[] {
  return [
    endpoint(getHealth, async () => {
      await sql`select 1`.execute(ports.database)
      const { version, demo } = ports.settings
      return { status: 'ok' as const, version, at: ports.clock.now().toISOString(), database: ports.engine, demo: demo !== null }
    }),
  ]
}
