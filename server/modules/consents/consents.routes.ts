import * as routes from '#contract/choices.ts'
import { type Endpoint, endpoint } from '#server/http/endpoint.ts'
import type { Pause } from '#server/modules/propagation/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { decide, listChoices } from './choices.usecases.ts'
import { listDecisions } from './decisions.usecases.ts'
import { createGroupCommit } from './group-commit.ts'
import { getReceipt } from './receipt.usecase.ts'
import { identityOf, keyOf, recordDecisions } from './record-decisions.usecase.ts'
import { readDeviceChoices, recordConsent } from './visitors.usecases.ts'

export interface ConsentsOptions {
  /** Told after an account has decided, so that the sources hear of it at once instead of at the next interval. */
  wake?: () => void
  /** Calls back after some milliseconds. */
  later?: Pause
}

/** Choices, decisions, receipts and the proofs of visitors. All decisions go through one group commit. */
export function consentsEndpoints(ports: Ports, { wake = () => undefined, later = afterMs }: ConsentsOptions = {}): Endpoint[] {
  const commit = createGroupCommit({
    commit: (batch) => recordDecisions(batch, ports),
    identity: identityOf,
    key: ({ row }) => keyOf(row),
    later,
  })
  return [
    endpoint(routes.listChoices, async (_, { caller }) => ({ choices: await listChoices(caller.accountId, ports, later) })),
    endpoint(routes.decide, async ({ body }, { caller }) => {
      await decide({ accountId: caller.accountId, decisions: body.decisions }, ports, commit)
      wake()
      return { choices: await listChoices(caller.accountId, ports, later) }
    }),
    endpoint(routes.listDecisions, ({ query }, { caller }) =>
      listDecisions({ accountId: caller.accountId, cursor: query.cursor, limit: query.limit }, ports),
    ),
    endpoint(routes.getReceipt, ({ params }, { caller }) =>
      getReceipt({ accountId: caller.accountId, decisionId: params.id }, ports, later),
    ),
    endpoint(routes.recordConsent, ({ body }, { origin }) => recordConsent({ proof: body, origin }, ports, commit)),
    endpoint(routes.readDeviceChoices, ({ body }) => readDeviceChoices(body.device, ports)),
  ]
}

function afterMs(run: () => void, ms: number): void {
  setTimeout(run, ms)
}
