import { problem } from '#contract/problems.ts'
import { getCheckpoint } from '#contract/system.ts'
import { type Endpoint, endpoint } from '#server/http/endpoint.ts'
import type { Ports } from '#server/ports/ports.ts'
import { latestCheckpoint } from './checkpoints.ts'

export function auditEndpoints(ports: Ports): Endpoint[] {
  return [
    endpoint(getCheckpoint, async () => {
      const checkpoint = await latestCheckpoint(ports.database)
      if (checkpoint === null) throw problem('request/not-found')
      return { ...checkpoint, heads: [...checkpoint.heads] }
    }),
  ]
}
