import type { Pause } from '#server/modules/propagation/index.ts'
import { createGroupCommit } from './group-commit.ts'
import { type DecisionCommit, identityOf, keyOf, type RecordPorts, recordDecisions } from './record-decisions.usecase.ts'

const commits = new WeakMap<RecordPorts, DecisionCommit>()

/** The one gate through which people's decisions reach a database, wherever they are made, so that all share its commits. */
export function decisionCommit(ports: RecordPorts, later: Pause): DecisionCommit {
  const known = commits.get(ports)
  if (known) return known
  const made = createGroupCommit({
    commit: (batch) => recordDecisions(batch, ports),
    identity: identityOf,
    key: ({ row }) => keyOf(row),
    later,
  })
  commits.set(ports, made)
  return made
}
