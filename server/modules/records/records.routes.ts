import { getOverview, listRecords } from '#contract/records.ts'
import { type Endpoint, endpoint } from '#server/http/endpoint.ts'
import type { Ports } from '#server/ports/ports.ts'
import { readOverview } from './overview.usecase.ts'
import { readRecords } from './records.usecase.ts'

export function recordsEndpoints(ports: Ports): Endpoint[] {
  return [
    endpoint(getOverview, (_, { caller }) => readOverview(ports, { id: caller.accountId, email: caller.email })),
    endpoint(listRecords, ({ params, query }, { caller }) =>
      readRecords(ports, { id: caller.accountId, email: caller.email }, { ...params, ...query }),
    ),
  ]
}
