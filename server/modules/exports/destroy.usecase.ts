import type { Ports } from '#server/ports/ports.ts'
import { partsOf } from './exports.repository.ts'
import { expireExports, expireExportsOf, findRemovable, markRemoved } from './leases.repository.ts'
import { removeAll } from './spool.ts'

type DestroyPorts = Pick<Ports, 'database' | 'blobs' | 'clock'>

/**
 * Ends the copies whose days are over and removes the files of all that have ended. A kill in between loses nothing: the row says that
 * files may be left until they are gone.
 * @returns how many copies lost their files
 */
export async function destroyExpired(ports: DestroyPorts, limit: number): Promise<number> {
  const now = ports.clock.now().getTime()
  await expireExports(ports.database, now)
  return removeFiles(await findRemovable(ports.database, { now, limit }), ports)
}

/** Ends and removes all copies of a person whose data are erased. One that is being written at this moment goes when its lease ends. */
export async function destroyCopiesOf(ports: DestroyPorts, accountId: string): Promise<void> {
  const now = ports.clock.now().getTime()
  await expireExportsOf(ports.database, accountId, now)
  await removeFiles(await findRemovable(ports.database, { now, limit: 1_000, accountId }), ports)
}

async function removeFiles(rows: readonly { id: string }[], ports: DestroyPorts): Promise<number> {
  const parts = await partsOf(
    ports.database,
    rows.map(({ id }) => id),
  )
  for (const { id } of rows) {
    const sourceIds = parts.filter((part) => part.export_id === id).map((part) => part.source_id)
    await removeAll(ports, id, sourceIds)
    await markRemoved(ports.database, id)
  }
  return rows.length
}
