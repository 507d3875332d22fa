import type { ChildProcess } from 'node:child_process'
import { demoAccount, readSettings } from '../server/settings.ts'
import { buildWhatIsMissing } from './build.ts'
import { busyPort } from './busy-port.ts'
import { start, waitFor } from './run.ts'

const { port } = settingsOrStop()
const portal = `http://localhost:${port}`
const website = `http://127.0.0.1:${port + 1}`
const isProduction = process.env.NODE_ENV === 'production'

const children: ChildProcess[] = []
let isStopping = false
// npm does not always hand a signal on; when it is gone, nobody waits for us any more.
const parent = process.ppid
setInterval(() => process.ppid !== parent && void stop(0), 500).unref()
process.on('SIGINT', () => void stop(0))
process.on('SIGTERM', () => void stop(0))

const taken = await busyPort(isProduction ? [port] : [port, port + 1, port + 2])
if (taken !== null) {
  console.error(`Port ${taken} is in use. Stop what runs there, or choose another: PORT=${port + 10} npm start`)
  process.exit(1)
}

const began = performance.now()
if (await buildWhatIsMissing()) console.log(`Built the portal and the banner in ${seconds(began)} s.`)

const server = keep(start('node', ['server/main.node.ts'], { tied: true }))
if (!isProduction) keep(start('node', ['examples/acme/main.ts'], { tied: true }))

const isUp = await waitFor(`${portal}/api/health`, 60, () => server.exitCode === null)
const isWebsiteUp = isProduction || (await waitFor(website, 60, () => !isStopping))
// A part that ended has begun the stop already; the process ends with it.
if (!isUp || !isWebsiteUp) await stop(1)
else console.log(isProduction ? `\nVitrine is ready: ${portal} (${seconds(began)} s)\n` : demoGreeting())

/** The server would refuse the same settings; here the reason stands alone, before anything is built. */
function settingsOrStop() {
  try {
    return readSettings(process.env)
  } catch (error) {
    console.error((error as Error).message)
    process.exit(1)
  }
}

function demoGreeting(): string {
  return `
Vitrine is ready (${seconds(began)} s). This is the demo of the fictional operator Acme Mail.

  Privacy center    ${portal}
  Sample website    ${website}   (carries the consent banner)
  Sample systems    http://127.0.0.1:${port + 2}
  Mailbox           ${portal}/dev/mail

  Sign in with      ${demoAccount.email}
  Password          ${demoAccount.password}

Stop with Ctrl+C. Data stay in ${process.env.DATA_DIR ?? './data'}; delete that folder to begin anew.
`
}

/** If one part ends, the others end too: half a privacy center would mislead. */
function keep(child: ChildProcess): ChildProcess {
  children.push(child)
  child.on('exit', (code) => {
    if (!isStopping) void stop(code ?? 1)
  })
  return child
}

async function stop(code: number): Promise<void> {
  if (isStopping) return
  isStopping = true
  for (const child of children) if (child.exitCode === null) child.kill('SIGTERM')
  await Promise.all(
    children.map((child) =>
      child.exitCode !== null || child.signalCode !== null ? null : new Promise((resolve) => child.on('exit', resolve)),
    ),
  )
  process.exit(code)
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1)
}
