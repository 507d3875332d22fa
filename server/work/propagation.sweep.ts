import { deliverDue, raiseAlarms } from '#server/modules/propagation/index.ts'
import type { Ports } from '#server/ports/ports.ts'

/**
 * Carries decisions to the sources: first raises the alarms that have been reached, then tells and asks the sources that are due.
 * @returns how many obligations were worked on
 */
export async function sweepPropagation(ports: Ports): Promise<number> {
  const alarmed = await raiseAlarms(ports)
  return alarmed + (await deliverDue(ports))
}
