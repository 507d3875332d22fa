import type { Endpoint } from './http/endpoint.ts'
import { auditEndpoints } from './modules/audit/index.ts'
import { consentsEndpoints } from './modules/consents/index.ts'
import { erasuresEndpoints } from './modules/erasures/index.ts'
import { exportsEndpoints } from './modules/exports/index.ts'
import { noticeDecisionsEndpoints, noticesEndpoints } from './modules/notices/index.ts'
import { outboxEndpoints } from './modules/outbox/index.ts'
import { recordsEndpoints } from './modules/records/index.ts'
import { registerEndpoints } from './modules/registers/index.ts'
import { sessionsEndpoints } from './modules/sessions/index.ts'
import { subscriptionsEndpoints } from './modules/subscriptions/index.ts'
import { systemEndpoints } from './modules/system/index.ts'
import { tasksEndpoints } from './modules/tasks/index.ts'
import { webhooksEndpoints } from './modules/webhooks/index.ts'
import type { Ports } from './ports/ports.ts'

/** Every operation with its handler. A specification compares this list with the contract's. */
export function allEndpoints(ports: Ports, options: { wake?: () => void } = {}): Endpoint[] {
  return [
    ...systemEndpoints(ports),
    ...registerEndpoints(ports),
    ...sessionsEndpoints(ports),
    ...recordsEndpoints(ports),
    ...consentsEndpoints(ports, options),
    ...webhooksEndpoints(ports),
    ...tasksEndpoints(ports),
    ...exportsEndpoints(ports),
    ...erasuresEndpoints(ports, options.wake),
    ...noticesEndpoints(ports, options),
    ...noticeDecisionsEndpoints(ports, options),
    ...subscriptionsEndpoints(ports, options),
    ...auditEndpoints(ports),
    ...outboxEndpoints(ports),
  ]
}
