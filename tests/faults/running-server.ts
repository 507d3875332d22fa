import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

/** A server in a process of its own, so that it can be killed like any other. */
export interface RunningServer {
  url: string
  /** Ends it the way a power cut would: no signal handler runs. Resolves when the process is gone. */
  kill(): Promise<void>
}

export interface ServerOptions {
  main: string
  port: number
  dataDir: string
  environment?: Record<string, string>
}

/** Starts and waits until it answers. @throws {Error} with what it printed when it ends before */
export async function startServer({ main, port, dataDir, environment = {} }: ServerOptions): Promise<RunningServer> {
  const child = spawn(process.execPath, [path.join(root, main)], {
    cwd: root,
    // vitest sets BASE_URL for Vite's purposes.
    env: { ...process.env, BASE_URL: '', NODE_ENV: 'test', PORT: String(port), DATA_DIR: dataDir, SWEEP_MS: '50', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let printed = ''
  child.stderr.on('data', (part: Buffer) => {
    printed += part
  })
  const url = `http://127.0.0.1:${port}`
  await untilHealthy(url, child, () => printed)
  return {
    url,
    kill: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGKILL')
      }),
  }
}

async function untilHealthy(url: string, child: ChildProcess, printed: () => string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`the server ended:\n${printed()}`)
    const isUp = await fetch(`${url}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill('SIGKILL')
  throw new Error(`the server did not answer within 30 s:\n${printed()}`)
}

/** A port nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))))
    })
  })
}
