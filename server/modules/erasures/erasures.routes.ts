import * as contract from '#contract/erasures.ts'
import { type Endpoint, endpoint } from '#server/http/endpoint.ts'
import type { Ports } from '#server/ports/ports.ts'
import { readCertificate } from './certificate.ts'
import { cancelErasure, currentErasure, requestErasure } from './erasures.usecases.ts'
import { planErasure } from './plan-erasure.usecase.ts'
import { replayAtSources } from './replay-at-sources.usecase.ts'

/** @param wake told when there is something to carry out at once */
export function erasuresEndpoints(ports: Ports, wake: () => void = () => undefined): Endpoint[] {
  return [
    endpoint(contract.planErasure, async (_, { caller }) => (await planErasure(ports, { id: caller.accountId, email: caller.email })).plan),
    endpoint(contract.requestErasure, ({ body }, { caller }) => requestErasure(ports, body, caller)),
    endpoint(contract.getCurrentErasure, async (_, { caller }) => ({ erasure: await currentErasure(ports, caller.accountId) })),
    endpoint(contract.cancelErasure, ({ params }, { caller }) => cancelErasure(ports, params.id, caller)),
    endpoint(contract.replayErasures, async ({ body }) => {
      const replay = await replayAtSources(body, ports)
      wake()
      return replay
    }),
    endpoint(contract.getErasureCertificate, ({ params }) => readCertificate(ports, params.code)),
  ]
}
