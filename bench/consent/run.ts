import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Pool } from 'pg'

/**
 * Consent writes and reads over HTTP at 256 connections: the product, one transaction per request, and an empty handler, in one run.
 * BENCH_DATABASE_URL adds PostgreSQL; BENCH_SECONDS (5) is the length of each part; BENCH_PARTS picks parts by a piece of their name.
 */
const here = import.meta.dirname
const CONNECTIONS = Number(process.env.BENCH_CONNECTIONS ?? 256)
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5)
const WARM_UP_SECONDS = 4
const folder = mkdtempSync(path.join(os.tmpdir(), 'vitrine-bench-'))
const shim = compiledShim()
const TICK_MICROSECONDS = 10_000

interface Part {
  name: string
  variant: 'empty' | 'group' | 'single'
  engine: 'sqlite' | 'postgres'
  kind: 'write' | 'read'
}
const engines = ['sqlite', ...(process.env.BENCH_DATABASE_URL ? ['postgres'] : [])] as const
const parts: Part[] = [
  { name: 'empty handler', variant: 'empty', engine: 'sqlite', kind: 'write' },
  ...engines.flatMap(
    (engine): Part[] =>
      [
        { name: `${engine}: group commit`, variant: 'group', engine, kind: 'write' },
        { name: `${engine}: one transaction per request`, variant: 'single', engine, kind: 'write' },
        { name: `${engine}: decision read`, variant: 'group', engine, kind: 'read' },
      ] as Part[],
  ),
]

try {
  console.log(`${CONNECTIONS} connections, ${SECONDS} s each, ${os.cpus().length} cores, load ${os.loadavg()[0]?.toFixed(1)} at the start`)
  console.log(
    '| part | done/s | p50 ms | p99 ms | Node µs | database µs | CPU µs each | syncs each | failed |\n|---|---|---|---|---|---|---|---|---|',
  )
  const wanted = parts.filter(({ name }) => name.includes(process.env.BENCH_PARTS ?? ''))
  for (const part of wanted) console.log(await measure(part))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measure({ name, variant, engine, kind }: Part): Promise<string> {
  const schema = `bench_${process.pid}_${Math.floor(performance.now())}`
  const data = mkdtempSync(path.join(folder, 'data-'))
  const pool = engine === 'postgres' ? new Pool({ connectionString: process.env.BENCH_DATABASE_URL }) : null
  await pool?.query(`create schema ${schema}`)
  const counter = path.join(data, 'syncs')
  const env = { ...process.env, ...(shim ? { LD_PRELOAD: shim, COUNT_SYNCS: counter } : {}) }
  const server = fork(path.join(here, 'server.ts'), [variant, engine, engine === 'postgres' ? schema : data], {
    env,
    execArgv: process.env.BENCH_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`] : [],
  })
  const { port, accountId, token } = await told<{ port: number; accountId: string; token: string }>(server)
  const load = (seconds: number) => {
    const args = [port, kind, CONNECTIONS, seconds, accountId, token].map(String)
    return told<{ done: number; failures: number; p50: number; p99: number }>(fork(path.join(here, 'load.ts'), args))
  }
  await load(WARM_UP_SECONDS)
  const [wal, syncs] = [await walSyncs(pool), synced(counter)]
  server.send('begin')
  const { batches: before } = await told<{ batches: number }>(server)
  const cpuBefore = await backendCpu(pool, schema)
  const { done, failures, p50, p99 } = await load(SECONDS)
  const cpuAfter = await backendCpu(pool, schema)
  server.send('end')
  const end = await told<{ cpuMicroseconds: number; batches: number }>(server)
  const each = (amount: number) => amount / Math.max(1, done)
  const database = each((cpuAfter - cpuBefore) * TICK_MICROSECONDS)
  const flushes = engine === 'postgres' ? (await walSyncs(pool)) - wal : synced(counter) - syncs
  const node = each(end.cpuMicroseconds)
  server.send('quit')
  await new Promise((resolve) => server.once('exit', resolve))
  await pool?.query(`drop schema ${schema} cascade`)
  await pool?.end()
  const perWrite = kind === 'read' || variant === 'empty' ? '–' : each(Math.max(flushes, end.batches - before)).toFixed(3)
  const cells = [
    name,
    (done / SECONDS).toFixed(0),
    p50.toFixed(1),
    p99.toFixed(1),
    node.toFixed(0),
    engine === 'postgres' ? database.toFixed(0) : 'in Node',
  ]
  return `| ${[...cells, (node + (engine === 'postgres' ? database : 0)).toFixed(0), perWrite, String(failures)].join(' | ')} |`
}

function told<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T))
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)))
  })
}

/** Clock ticks that the database's own processes for our connections have used; those that ended are missed, and the pool keeps its ten. */
async function backendCpu(pool: Pool | null, _schema: string): Promise<number> {
  if (!pool) return 0
  const { rows } = await pool.query<{ pid: number }>("select pid from pg_stat_activity where application_name = 'vitrine'")
  return rows.reduce((sum, { pid }) => sum + ticksOf(pid), 0)
}

function ticksOf(pid: number): number {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return 0
  const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? []
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0)
}

/** WAL flushes of the whole cluster: an upper bound where others use it too. */
async function walSyncs(pool: Pool | null): Promise<number> {
  if (!pool) return 0
  const { rows } = await pool.query<{ syncs: string }>('select wal_sync as syncs from pg_stat_wal')
  return Number(rows[0]?.syncs ?? 0)
}

function synced(counter: string): number {
  return existsSync(counter) ? Number(readFileSync(counter).readBigInt64LE()) : 0
}

/** Without a compiler the commits are counted instead, one sync each. */
function compiledShim(): string | null {
  const library = path.join(folder, 'count-syncs.so')
  try {
    execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, path.join(here, 'count-syncs.c'), '-ldl'], { stdio: 'ignore' })
    return library
  } catch (error) {
    console.log(`syncs are counted by commits, because there is no compiler (${(error as NodeJS.ErrnoException).code ?? 'failed'})`)
    return null
  }
}
