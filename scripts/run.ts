import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '..')
const bin = path.join(root, 'node_modules', '.bin')

/** The environment with this project's tools first on the path. */
export function toolEnvironment(extra: Record<string, string | undefined> = {}): NodeJS.ProcessEnv {
  return { ...process.env, ...extra, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` }
}

/** Starts a tool or script of this project. Output goes where ours goes, unless `quiet` collects it. A `tied` child ends when we do, however we end. */
export function start(
  command: string,
  args: readonly string[],
  options: { env?: Record<string, string | undefined>; quiet?: boolean; tied?: boolean } = {},
): ChildProcess {
  return spawn(command, args, {
    cwd: root,
    env: toolEnvironment(options.env),
    stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit', ...(options.tied ? ['ipc' as const] : [])],
    shell: process.platform === 'win32',
  })
}

export interface Finished {
  ok: boolean
  output: string
  seconds: number
}

/** Runs to the end and keeps what was printed. */
export async function run(command: string, args: readonly string[], env: Record<string, string | undefined> = {}): Promise<Finished> {
  const began = performance.now()
  const child = start(command, args, { env, quiet: true })
  let output = ''
  child.stdout?.on('data', (part: Buffer) => {
    output += part
  })
  child.stderr?.on('data', (part: Buffer) => {
    output += part
  })
  const ok = await new Promise<boolean>((resolve) => {
    child.on('error', (error) => {
      output += String(error)
      resolve(false)
    })
    child.on('close', (code) => resolve(code === 0))
  })
  return { ok, output, seconds: (performance.now() - began) / 1000 }
}

/** Asks an address until it answers with success. */
export async function waitFor(url: string, seconds: number, isAlive: () => boolean = () => true): Promise<boolean> {
  const end = performance.now() + seconds * 1000
  while (performance.now() < end && isAlive()) {
    const answer = await fetch(url).catch(() => null)
    await answer?.body?.cancel()
    if (answer?.ok) return true
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return false
}
