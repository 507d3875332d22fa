import * as contract from '#contract/exports.ts'
import { type Endpoint, endpoint } from '#server/http/endpoint.ts'
import type { Ports } from '#server/ports/ports.ts'
import { downloadExport } from './download.usecase.ts'
import { getExport, listExports, requestExport } from './exports.usecases.ts'

export function exportsEndpoints(ports: Ports): Endpoint[] {
  return [
    endpoint(contract.listExports, async (_, { caller }) => ({ exports: await listExports(ports, caller.accountId) })),
    endpoint(contract.requestExport, ({ body }, { caller }) => requestExport(ports, { ...body, accountId: caller.accountId })),
    endpoint(contract.getExport, ({ params }, { caller }) => getExport(ports, { id: params.id, accountId: caller.accountId })),
    endpoint(contract.downloadExport, ({ params }, { caller, request }) =>
      downloadExport(ports, { id: params.id, accountId: caller.accountId }, request),
    ),
  ]
}
