import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { executable, installWithApt, onPath, type Say } from './machine.ts'

/** A server that runs already, or the folder of the programs to start one with. */
export type FoundPostgres = { kind: 'running'; url: string } | { kind: 'programs'; folder: string }

const OLDEST = 15
const DEBIAN = '/usr/lib/postgresql'
const OTHER_PLACES = ['/opt/homebrew/opt/postgresql@17/bin', '/usr/local/opt/postgresql@17/bin', '/usr/local/pgsql/bin']

/**
 * Finds PostgreSQL for the tests: TEST_DATABASE_URL, POSTGRES_BIN, programs on the machine, then apt on Debian as root.
 * @returns undefined if there is none, with a line that says so; in CI (`CI` is set) that is an error
 * @throws {Error} in CI if there is none, or if POSTGRES_BIN holds none
 */
export function findPostgres({ install = true, say = console.error }: { install?: boolean; say?: Say } = {}): FoundPostgres | undefined {
  const url = process.env.TEST_DATABASE_URL
  if (url) return { kind: 'running', url }
  const named = process.env.POSTGRES_BIN
  if (named && !isPostgres(named)) throw new Error(`POSTGRES_BIN holds no PostgreSQL ${OLDEST} or newer: ${named}`)
  const folder = named || onMachine() || (install && installWithApt(['postgresql'], say) ? onMachine() : undefined)
  if (folder !== undefined) return { kind: 'programs', folder }
  const remedy = `Install PostgreSQL ${OLDEST} or newer, or set TEST_DATABASE_URL or POSTGRES_BIN.`
  if (process.env.CI && process.env.CI !== 'false') throw new Error(`PostgreSQL is missing. ${remedy}`)
  say(`PostgreSQL is missing, so its tests are left out. ${remedy}`)
  return undefined
}

function onMachine(): string | undefined {
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : []
  const program = onPath(windows('postgres'))
  const folders = [...debian.map((version) => join(DEBIAN, version, 'bin')), ...(program ? [dirname(program)] : []), ...OTHER_PLACES]
  return folders.find(isPostgres)
}

function isPostgres(folder: string): boolean {
  const postgres = executable(join(folder, windows('postgres')))
  if (postgres === undefined || executable(join(folder, windows('initdb'))) === undefined) return false
  const version = /(\d+)(?:\.\d+)?/.exec(execFileSync(postgres, ['--version'], { encoding: 'utf8' }))?.[1]
  return Number(version) >= OLDEST
}

function windows(program: string): string {
  return process.platform === 'win32' ? `${program}.exe` : program
}

export interface RunningPostgres {
  /** As for DATABASE_URL. */
  url: string
  /** Ends the server and removes its folder; a server that ran before is left alone. */
  stop(): Promise<void>
}

type Owner = { uid: number; gid: number } | undefined

const START_TRIES = 150

/**
 * Starts a PostgreSQL of its own in a temporary folder, on a free loopback port, with fsync on; or takes the one that TEST_DATABASE_URL names.
 * @returns undefined where there is no PostgreSQL outside CI
 * @throws {Error} in CI if there is none, or if it does not start
 */
export async function startPostgres(options: { install?: boolean; say?: Say } = {}): Promise<RunningPostgres | undefined> {
  const found = findPostgres(options)
  if (found === undefined) return undefined
  if (found.kind === 'running') return { url: found.url, stop: async () => undefined }
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-postgres-'))
  const owner = ownerOf(folder)
  const password = randomBytes(16).toString('hex')
  initialise(found.folder, folder, password, owner)
  const port = await freePort()
  const server = spawn(join(found.folder, 'postgres'), serverWords(folder, port), { cwd: folder, stdio: 'ignore', ...owner })
  const endWithUs = () => void server.kill('SIGQUIT')
  process.once('exit', endWithUs)
  const stop = async () => {
    process.off('exit', endWithUs)
    if (server.exitCode === null && server.signalCode === null) {
      server.kill('SIGINT')
      await once(server, 'exit')
    }
    rmSync(folder, { recursive: true, force: true })
  }
  const url = `postgres://vitrine:${password}@127.0.0.1:${port}/postgres`
  try {
    await answers(url, server, folder)
    return { url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** PostgreSQL refuses to run as root; there the cluster belongs to the system's user for it. */
function ownerOf(folder: string): Owner {
  if (process.getuid?.() !== 0) return undefined
  const number = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  const owner = { uid: number('-u'), gid: number('-g') }
  chownSync(folder, owner.uid, owner.gid)
  return owner
}

function initialise(programs: string, folder: string, password: string, owner: Owner): void {
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (owner) chownSync(passwordFile, owner.uid, owner.gid)
  const words = [
    '-D',
    join(folder, 'data'),
    '-U',
    'vitrine',
    '-A',
    'scram-sha-256',
    '--pwfile',
    passwordFile,
    '-E',
    'UTF8',
    '--locale=C',
    '-N',
  ]
  execFileSync(join(programs, 'initdb'), words, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], ...owner })
}

function serverWords(folder: string, port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '64MB',
    fsync: 'on',
    logging_collector: 'off',
    log_destination: 'stderr',
  }
  return [
    '-D',
    join(folder, 'data'),
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}

async function answers(url: string, server: ChildProcess, folder: string): Promise<void> {
  let last: unknown
  for (let tries = 0; tries < START_TRIES; tries += 1) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode} while starting in ${folder}`)
    const client = new Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      last = error
      await pause(100)
    }
  }
  throw new Error('PostgreSQL does not answer', { cause: last })
}
