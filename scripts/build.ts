import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { root, run } from './run.ts'

const inputs = [
  'src',
  'banner',
  'domain',
  'locales',
  'public',
  'contract',
  'index.html',
  'vite.config.ts',
  'package-lock.json',
  'scripts/build-banner.ts',
  'scripts/locale-messages.ts',
  'scripts/slim-axios.ts',
]
const stamp = path.join(root, 'dist', '.inputs')

/** Builds portal and banner when something they are made of has changed. @returns whether a build was needed */
export async function buildWhatIsMissing(): Promise<boolean> {
  const fingerprint = fingerprintOf(inputs)
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === fingerprint) return false
  await build(fingerprint)
  return true
}

async function build(fingerprint: string): Promise<void> {
  for (const [command, args] of [
    ['vite', ['build']],
    ['node', ['scripts/build-banner.ts']],
  ] as const) {
    const { ok, output } = await run(command, args)
    if (!ok) throw new Error(`The build failed:\n${output}`)
  }
  fs.writeFileSync(stamp, fingerprint)
}

/** Names, sizes and contents of all files below the given places. */
function fingerprintOf(places: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of places.flatMap((place) => filesBelow(path.join(root, place)))) {
    hash.update(path.relative(root, file)).update(fs.readFileSync(file))
  }
  return hash.digest('hex')
}

function filesBelow(place: string): string[] {
  if (!fs.existsSync(place)) return []
  if (fs.statSync(place).isFile()) return [place]
  return fs
    .readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}

if (import.meta.main) await build(fingerprintOf(inputs))
