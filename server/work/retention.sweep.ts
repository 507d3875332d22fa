import { purgeOwnData } from '#server/modules/erasures/index.ts'
import { destroyExpired } from '#server/modules/exports/index.ts'
import type { Ports } from '#server/ports/ports.ts'

const COPIES_AT_ONCE = 50

/** Lets go what has passed its time: files of ended copies, then our own rows. @returns how many went */
export async function sweepRetention(ports: Ports): Promise<number> {
  const copies = await destroyExpired(ports, COPIES_AT_ONCE)
  return copies + (await purgeOwnData(ports))
}
