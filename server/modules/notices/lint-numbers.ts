import type { Block } from '#domain/blocks.ts'
import type { Draft, Finding } from './lint-draft.ts'

/** Printed numbers that are missing or stand twice: real notices have two sections "5" and no "9". */
export function lintNumbers({ blocks, lines }: Pick<Draft, 'blocks' | 'lines'>): Finding[] {
  const findings: Finding[] = []
  const last = new Map<string, number>()
  const parents: Block[] = []
  for (const [at, block] of blocks.entries()) {
    if (block.kind === 'heading') {
      while ((parents.at(-1)?.level ?? 0) >= block.level) parents.pop()
    }
    const counted = placeOf(block, parents.at(-1)?.id ?? '')
    if (counted) findings.push(...faults(counted, last, { label: block.label, line: lines[at] ?? null }))
    if (block.kind === 'heading') parents.push(block)
  }
  return findings
}

/** Which row of numbers a label belongs to, and its place in it. */
interface Counted {
  row: string
  value: number
  show(value: number): string
}

function placeOf({ kind, level, label }: Block, parent: string): Counted | null {
  if (kind === 'list-item' || kind === 'quote') return null
  const [, sign = '', path] = /^(§ ?)?(\d{1,3}(?:\.\d{1,3})*)[.)]?$/.exec(label) ?? []
  if (path !== undefined) {
    const steps = path.split('.')
    const above = steps.slice(0, -1).join('.')
    // A dotted number says itself where it belongs; a single one counts below the heading it stands under.
    const row = above === '' ? `${kind === 'heading' ? level : 'clause'} ${parent}` : `${sign}${above}`
    return { row, value: Number(steps.at(-1)), show: (value) => (above === '' ? `${sign}${value}` : `${sign}${above}.${value}`) }
  }
  const [, before = '', letter] = /^(?:(\d[\d.]*) ?)?\(?([A-Za-z])[.)]$/.exec(label) ?? []
  if (letter === undefined) return null
  const base = letter === letter.toLowerCase() ? 'a' : 'A'
  const show = (value: number) => label.replace(letter, String.fromCharCode(base.charCodeAt(0) + value - 1))
  const row = `${kind === 'heading' ? level : 'clause'} ${parent} ${before} ${base}`
  return { row, value: letter.charCodeAt(0) - base.charCodeAt(0) + 1, show }
}

function faults(
  { row, value, show }: Counted,
  last: Map<string, number>,
  { label, line }: { label: string; line: number | null },
): Finding[] {
  const before = last.get(row) ?? 0
  const isLetter = row.endsWith(' a') || row.endsWith(' A')
  // A second list of letters in one section begins again; (i), (v) and (x) are mostly Roman.
  if (isLetter && (value === 1 || (/[ivx]/i.test(label) && value !== before + 1))) {
    if (value === 1) last.set(row, 1)
    return []
  }
  last.set(row, Math.max(before, value))
  if (value <= before) return [{ code: 'number-twice', line, facts: { number: label } }]
  if (value === before + 1) return []
  return [{ code: 'number-gap', line, facts: { missing: show(before + 1), number: label } }]
}
