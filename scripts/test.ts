import fs from 'node:fs'
import path from 'node:path'
import { findChromium } from './find-chromium.ts'
import { startPostgres } from './find-postgres.ts'
import { houseFaults } from './house.ts'
import { type Finished, root, run } from './run.ts'

/**
 * The test command of the README. Every step runs, so that one report shows all that is wrong; the last line is the sum.
 * `--fast` leaves out what needs a browser, PostgreSQL or a build.
 */
interface Step {
  name: string
  run(): Promise<Finished>
  /** Where the step leaves its counts. */
  report?: string
}

const isFast = process.argv.includes('--fast')
const reports = fs.mkdtempSync(path.join(root, 'node_modules', '.reports-'))
const totals = { passed: 0, failed: 0, skipped: 0 }
const began = performance.now()

const postgres = isFast ? undefined : await startPostgres()
const database = { TEST_DATABASE_URL: postgres?.url }

/** These read only, and one core is enough for each: types alone take as long as the others together. */
const readers: Step[][] = [
  [tool('types', 'vue-tsc', ['--noEmit'])],
  [
    tool('format and lint', 'biome', ['ci', '--error-on-warnings', '.']),
    { name: 'house rules', run: house },
    tool('walls', 'depcruise', ['--config', '.dependency-cruiser.mjs', 'src', 'domain', 'contract', 'server', 'banner']),
    tool('dead code', 'knip', ['--no-progress']),
  ],
]
const specs = vitest('specs', ['--project', 'node', '--project', 'page'], 'specs.json')
const slowSteps: Step[] = [
  tool('build', 'node', ['scripts/build.ts']),
  tool('demo build', 'vite', ['build', '--mode', 'demo']),
  tool('budgets', 'size-limit', []),
  vitest('faults', ['--project', 'faults'], 'faults.json'),
  { name: 'journeys', run: journeys, report: 'journeys.json' },
]

await Promise.all(readers.map(inTurn))
await inTurn(isFast ? [specs] : [specs, ...slowSteps])
await postgres?.stop()
fs.rmSync(reports, { recursive: true, force: true })
const minutes = ((performance.now() - began) / 60_000).toFixed(1)
console.log(`\nVitrine was tested in ${minutes} minutes${postgres || isFast ? '' : ', without PostgreSQL'}.`)
console.log(`${totals.passed} passed, ${totals.failed} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''}`)
process.exit(totals.failed > 0 ? 1 : 0)

async function inTurn(steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    const finished = await step.run()
    count(step, finished)
    console.log(`${finished.ok ? 'ok  ' : 'FAIL'}  ${step.name.padEnd(16)} ${finished.seconds.toFixed(1).padStart(6)} s`)
    if (!finished.ok) console.log(indent(finished.output))
  }
}

function tool(name: string, command: string, args: readonly string[]): Step {
  return { name, run: () => run(command, args) }
}

function vitest(name: string, args: readonly string[], report: string): Step {
  const file = path.join(reports, report)
  return {
    name,
    report,
    run: () => run('vitest', ['run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], database),
  }
}

async function house(): Promise<Finished> {
  const since = performance.now()
  const faults = houseFaults()
  return { ok: faults.length === 0, output: faults.join('\n'), seconds: (performance.now() - since) / 1000 }
}

async function journeys(): Promise<Finished> {
  const chromium = findChromium({ install: true })
  return run('playwright', ['test'], {
    ...database,
    CHROMIUM_PATH: chromium,
    PLAYWRIGHT_JSON_OUTPUT_NAME: path.join(reports, 'journeys.json'),
  })
}

/** A step without a report counts as one test: it held or it did not. */
function count({ report }: Step, { ok }: Finished): void {
  const counts = report ? readCounts(path.join(reports, report)) : undefined
  const { passed, failed, skipped } = counts ?? { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }
  totals.passed += passed
  totals.failed += ok ? failed : Math.max(1, failed)
  totals.skipped += skipped
}

function readCounts(file: string): { passed: number; failed: number; skipped: number } | undefined {
  if (!fs.existsSync(file)) return undefined
  const report = JSON.parse(fs.readFileSync(file, 'utf8'))
  if (report.stats)
    return { passed: report.stats.expected + report.stats.flaky, failed: report.stats.unexpected, skipped: report.stats.skipped }
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests }
}

/** What failed, to its end: what passed is not worth a reader's time. */
function indent(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s*✓/.test(line))
    .slice(-200)
    .map((line) => `      ${line}`)
    .join('\n')
}
