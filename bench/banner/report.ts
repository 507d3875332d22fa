import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Round } from './measure.ts'
import { rows } from './rows.ts'

/** Medians of one run as a Markdown table. */
const here = import.meta.dirname
const results = JSON.parse(readFileSync(path.join(here, 'results.json'), 'utf8')) as Record<string, Round[]>
const packed = (file: string) => gzipSync(readFileSync(file), { level: 9 }).length
const pageOf = (id: string) => path.join(here, 'site', id, 'index.html')

function median(values: readonly (number | undefined | null)[]): number | undefined {
  const known = values
    .filter((value) => typeof value === 'number' && Number.isFinite(value))
    .toSorted((one, other) => one! - other!) as number[]
  return known[Math.floor((known.length - 1) / 2)]
}

/** What the browser fetched for the banner, gzip -9; the scripts of the services do not count. */
function fetched(addresses: readonly string[] = []): number {
  const files = new Set(addresses.map((address) => path.join(here, 'site', decodeURIComponent(new URL(address).pathname))))
  return [...files].filter((file) => existsSync(file)).reduce((sum, file) => sum + packed(file), 0)
}

const shown = (value: number | undefined, digits = 1) => (value === undefined ? '' : value.toFixed(digits))
const of = (id: string, field: keyof Round) => median((results[id] ?? []).map((round) => round[field] as number | undefined))
const over = (id: string, field: 'heap' | 'nodes') => (of(id, field) ?? 0) - (of('baseline', field) ?? 0)

console.log(`Medians of ${results.baseline?.length} rounds.\n`)
console.log(
  '| row | fetched gz B | inline gz B | first visible ms | first paint ms | script CPU ms | heap kB | nodes | shift | reject→stored ms | reject→gone ms | accept→10 ran ms | return: fetched gz B | return: script CPU ms | return: 10 ran ms |',
)
console.log(`|${'--|'.repeat(15)}`)
for (const { id } of rows) {
  const [round] = results[id] ?? []
  const cells = [
    id,
    fetched(round?.files),
    packed(pageOf(id)) - packed(pageOf('baseline')),
    shown(of(id, 'visible')),
    shown(of(id, 'paint')),
    shown(of(id, 'script')),
    shown(over(id, 'heap'), 0),
    over(id, 'nodes'),
    shown(of(id, 'shift'), 3),
    shown(of(id, 'stored')),
    shown(of(id, 'gone')),
    `${shown(of(id, 'accepted'))} (${of(id, 'ran') ?? ''})`,
    fetched(round?.returnFiles),
    shown(of(id, 'returnScript')),
    shown(of(id, 'returnRan')),
  ]
  console.log(`| ${cells.join(' | ')} |`)
}
