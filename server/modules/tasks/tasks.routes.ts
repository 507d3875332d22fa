import * as routes from '#contract/tasks.ts'
import { type Endpoint, endpoint } from '#server/http/endpoint.ts'
import type { Ports } from '#server/ports/ports.ts'
import { closeTask, listTasks } from './tasks.usecases.ts'

/** What waits for a person at the operator. */
export function tasksEndpoints(ports: Ports): Endpoint[] {
  return [
    endpoint(routes.listTasks, ({ query }) => listTasks({ cursor: query.cursor, kind: query.kind, limit: query.limit }, ports)),
    endpoint(routes.closeTask, async ({ params }) => {
      await closeTask(params.id, ports)
      return undefined
    }),
  ]
}
