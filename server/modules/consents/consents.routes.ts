import * as routes from '#contract/choices.ts'
import { type Endpoint, endpoint } from '#server/http/endpoint.ts'
import { publishedKeys } from '#server/modules/audit/index.ts'
import type { Pause } from '#server/modules/propagation/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { decide, readChoices, withdrawAll } from './choices.usecases.ts'
import { decisionApiEndpoints } from './decision-api.routes.ts'
import { decisionCommit } from './decision-commit.ts'
import { listDecisions } from './decisions.usecases.ts'
import { joinDevice, leaveDevice, readDeviceStanding, readDevices } from './devices.usecases.ts'
import { getKantaraReceipt } from './kantara-receipt.usecase.ts'
import { getDeviceReceipt, getReceipt } from './receipt.usecase.ts'
import { proofCommit } from './record-proofs.usecase.ts'
import { readDeviceChoices, recordConsent } from './visitors.usecases.ts'

export interface ConsentsOptions {
  /** Told after an account has decided, so that the sources hear of it at once instead of at the next interval. */
  wake?: () => void
  /** Calls back after some milliseconds. */
  later?: Pause
}

/** Choices, decisions, devices, receipts and the proofs of visitors, and what the operator's systems ask and bring. */
export function consentsEndpoints(ports: Ports, { wake = () => undefined, later = afterMs }: ConsentsOptions = {}): Endpoint[] {
  const commit = decisionCommit(ports, later)
  const proofs = proofCommit(ports, later)
  return [
    ...decisionApiEndpoints(ports, { wake, later }),
    endpoint(routes.listChoices, (_, { caller }) => readChoices(caller.accountId, ports, later)),
    endpoint(routes.decide, async ({ body }, { caller }) => {
      await decide({ accountId: caller.accountId, decisions: body.decisions }, ports, commit)
      wake()
      return readChoices(caller.accountId, ports, later)
    }),
    endpoint(routes.withdrawAll, async ({ body }, { caller }) => {
      await withdrawAll({ accountId: caller.accountId, ...body }, ports, commit)
      wake()
      return readChoices(caller.accountId, ports, later)
    }),
    endpoint(routes.listDecisions, ({ query }, { caller }) =>
      listDecisions({ accountId: caller.accountId, cursor: query.cursor, limit: query.limit }, ports),
    ),
    endpoint(routes.getReceipt, ({ params }, { caller }) =>
      getReceipt({ accountId: caller.accountId, decisionId: params.id }, ports, later),
    ),
    endpoint(routes.getKantaraReceipt, ({ params }, { caller }) =>
      getKantaraReceipt({ accountId: caller.accountId, decisionId: params.id }, ports, later),
    ),
    endpoint(routes.getDeviceReceipt, ({ body }) => getDeviceReceipt(body, ports, later)),
    endpoint(routes.getSigningKeys, async () => ({ keys: await publishedKeys(ports) })),
    endpoint(routes.listDevices, (_, { caller }) => readDevices(caller.accountId, ports)),
    endpoint(routes.joinDevice, async ({ body }, { caller }) => {
      await joinDevice({ accountId: caller.accountId, device: body.device }, ports)
      wake()
      return readDevices(caller.accountId, ports)
    }),
    endpoint(routes.leaveDevice, async ({ params }, { caller }) => {
      await leaveDevice({ accountId: caller.accountId, device: params.device }, ports)
      return readDevices(caller.accountId, ports)
    }),
    endpoint(routes.recordConsent, ({ body }, { origin }) => recordConsent({ proof: body, origin }, ports, proofs)),
    endpoint(routes.readDeviceChoices, ({ body }) => readDeviceChoices(body.device, ports)),
    endpoint(routes.readDeviceStanding, ({ body }, { origin }) => readDeviceStanding({ ...body, origin }, ports)),
  ]
}

function afterMs(run: () => void, ms: number): void {
  setTimeout(run, ms)
}
