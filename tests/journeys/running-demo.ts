import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ask } from './own-database.ts'

const root = path.resolve(import.meta.dirname, '../..')
const PLACES = 3
const STEP = 10

/** Where a whole privacy center runs, and the folder with all its databases. */
export interface Demo {
  portal: string
  website: string
  systems: string
  dataDir: string
  /** Its PostgreSQL database; empty where it runs on the embedded SQLite. */
  databaseUrl: string
}

export interface RunningDemo extends Demo {
  /** Ends it and starts it on the same data and ports, so many days later than it really is. */
  restart(daysAhead: number): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts the command of the README on free ports, with a data folder of its own.
 * @param from where to look for three free ports in a row
 * @param databaseUrl an empty PostgreSQL database; without it the embedded SQLite is used
 * @throws {Error} with everything printed, if it ends before it is ready
 */
export async function startDemo(from: number, databaseUrl = ''): Promise<RunningDemo> {
  const port = await freePorts(from)
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'vitrine-journey-'))
  const env = { ...process.env, NODE_ENV: 'test', PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: databaseUrl }
  const start = async (daysAhead: number) => {
    const child = spawn(process.execPath, [path.join(root, 'scripts/start.ts')], {
      cwd: root,
      env: { ...env, DEMO_DAYS_AHEAD: String(daysAhead) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    await ready(child)
    return child
  }
  let child = await start(0)
  return {
    portal: `http://localhost:${port}`,
    website: `http://127.0.0.1:${port + 1}`,
    systems: `http://127.0.0.1:${port + 2}`,
    dataDir,
    databaseUrl,
    async restart(daysAhead) {
      await ended(child)
      child = await start(daysAhead)
    },
    async stop() {
      await ended(child)
      fs.rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Makes every proof of identity older than it may be for a copy or a deletion. */
export async function ageProofs(demo: Demo): Promise<void> {
  await change(demo, 'UPDATE sessions SET authenticated_at = authenticated_at - 600000')
}

/** Lets the days in which a deletion can still be called off be over now. */
export async function endGrace(demo: Demo): Promise<void> {
  const now = Date.now()
  await change(demo, `UPDATE erasures SET executes_at = ${now}, next_attempt_at = ${now} WHERE status = 'grace'`)
}

/** What the sample mail platform really holds of a kind about a person, asked of its own database. */
export function heldByMailPlatform({ dataDir }: Demo, table: 'message_events' | 'invoices', email: string): number {
  const database = new DatabaseSync(path.join(dataDir, 'acme', 'mail-platform.sqlite'), { readOnly: true })
  const row = database.prepare(`SELECT count(*) AS held FROM ${table} JOIN accounts ON accounts.id = account_id WHERE email = ?`).get(email)
  database.close()
  return Number(row?.held)
}

async function change({ databaseUrl, dataDir }: Demo, statement: string): Promise<void> {
  if (databaseUrl) return ask(databaseUrl, statement)
  const database = new DatabaseSync(path.join(dataDir, 'vitrine.sqlite'))
  database.exec(`PRAGMA busy_timeout = 5000; ${statement}`)
  database.close()
}

async function freePorts(from: number): Promise<number> {
  for (let port = from; port < from + STEP * STEP; port += STEP) {
    const answers = await Promise.all(Array.from({ length: PLACES }, (_, at) => isFree(port + at)))
    if (answers.every(Boolean)) return port
  }
  throw new Error(`No ${PLACES} ports in a row are free from ${from} on.`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = ''
    const read = (part: Buffer) => {
      printed += part
      if (printed.includes('Vitrine is ready')) resolve()
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', () => reject(new Error(`the demo ended:\n${printed}`)))
  })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await exit
}
