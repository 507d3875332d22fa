import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningSystems, startSystems } from '#examples/acme/systems/systems.main.ts'
import { type MovableClock, movableClock, seededRandom } from '#tests/support/ports.ts'
import type { OpenSources } from './assemble-sources.ts'
import { createSources } from './create-sources.ts'

export interface SampleSources {
  clock: MovableClock
  folder: string
  systems: RunningSystems
  sources: OpenSources
  /** The same declarations over systems that are not there. */
  dead: OpenSources
  close(): Promise<void>
}

/** The sample operator's systems, truly running in a folder of their own, and the sources as the content declares them. */
export async function openSampleSources(env: Record<string, string> = {}): Promise<SampleSources> {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-systems-'))
  const clock = movableClock(new Date('2026-12-09T09:41:00Z'))
  const behaviour = { newsletter: { confirmAfterMs: 2_000 }, audience: { confirmAfterMs: 2_000 } }
  const systems = await startSystems({ port: 0, dataDir: folder, now: clock.now, behaviour, volume: { events: 400, suppressions: 9 } })
  const files = await readSourceFiles()
  const common = { demo: true, dataDir: folder, systemsUrl: systems.url, clock, random: seededRandom(clock, 'sources') }
  const sources = createSources(files, { ...common, env })
  const away = {
    MAIL_PLATFORM_URL: `sqlite:${join(folder, 'missing.sqlite')}`,
    NEWSLETTER_URL: 'http://127.0.0.1:9',
    AUDIENCE_URL: 'http://127.0.0.1:9',
  }
  const dead = createSources(files, { ...common, env: away })
  const close = async () => {
    await Promise.all([sources.close(), dead.close()])
    await systems.stop()
    await rm(folder, { recursive: true })
  }
  return { clock, folder, systems, sources, dead, close }
}

export async function readSourceFiles(): Promise<Map<string, string>> {
  const paths = ['sources/mail-platform.yaml', 'sources/newsletter.yaml', 'sources/audience.yaml']
  const texts = await Promise.all(paths.map((path) => readFile(new URL(`../../../content/${path}`, import.meta.url), 'utf8')))
  return new Map(paths.map((path, index) => [path, texts[index] ?? '']))
}
