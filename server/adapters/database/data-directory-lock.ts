import { readFileSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** Another process holds the embedded database; the message says what to do. */
export class DataFolderInUse extends Error {
  constructor(path: string, holder: string, cause: unknown) {
    super(`${path} is in use by another process (${holder}). Stop it first, or give this one its own DATA_DIR.`, { cause })
    this.name = 'DataFolderInUse'
  }
}

/**
 * Keeps a second process off an embedded database. The lock is the operating system's own (taken through an empty SQLite file),
 * so it ends with the process, however that ends: there are no stale locks to clean up. The file beside it only names the holder.
 * @throws {DataFolderInUse} if another process holds the database
 */
export function lockDatabase(path: string): { release(): void } {
  const holderFile = `${path}.pid`
  const lock = new DatabaseSync(`${path}.lock`)
  try {
    lock.exec('PRAGMA busy_timeout=0; PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (!isBusy(error)) throw error
    throw new DataFolderInUse(path, holder(holderFile), error)
  }
  writeFileSync(holderFile, String(process.pid))
  return { release: () => lock.close() }
}

function holder(file: string): string {
  try {
    return `process ${readFileSync(file, 'utf8')}`
  } catch {
    return 'its number is not known'
  }
}

// SQLITE_BUSY and SQLITE_LOCKED, https://www.sqlite.org/rescode.html
function isBusy(error: unknown): boolean {
  const code = (error as { errcode?: number }).errcode
  return code === 5 || code === 6
}
