import { writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { diffWords } from 'diff'
import DiffMatchPatch from 'diff-match-patch'
import htmldiff from 'node-htmldiff'
import type { Block } from '../../domain/blocks.ts'
import { compareBlocks } from '../../domain/comparison.ts'
import { articleHtml } from '../../server/modules/notices/article.html.ts'
import { articleWords } from '../../server/modules/notices/article.words.ts'
import { compareTexts } from '../../server/modules/notices/comparison-store.ts'
import { measureCpu, median } from './cpu.ts'
import { markedByDiff, markedByUs } from './marks.ts'
import { corpusMoves, type MovedPair, madeUpMoves, movesShown } from './moves.ts'
import { consecutivePairs, histories, madeUpRewrites, type Pair, textOf } from './pairs.ts'

/** Compares our comparison of notices with three peers, in one run on this machine, and writes docs/BENCH-NOTICES.md. */
const { source, histories: list } = histories()
const pairs = consecutivePairs(list)
const load = os.loadavg()[0] ?? 0
const matcher = new DiffMatchPatch()

interface Row {
  name: string
  ours: number
  words: number
  htmldiff: number
  diffWords: number
  matchPatch: number
}

const rows = timed()
const report = [...head(), ...speed(), ...moves(), ...marks(), ...foot()]
writeFileSync(path.resolve(import.meta.dirname, '../../docs/BENCH-NOTICES.md'), `${report.join('\n')}\n`)
console.log(report.join('\n'))

/** What each tool starts from, made before the clock runs. */
function worksOf({ before, after, language }: Pair): (() => unknown)[] {
  const [oldText, newText] = [before, after].map((blocks) => blocks.map(textOf).join('\n')) as [string, string]
  const [oldHtml, newHtml] = htmlOf({ before, after })
  const [older, newer] = [before, after].map((blocks) => ({
    language: language === 'ja' ? 'en' : language,
    blocks: JSON.stringify(blocks),
  }))
  const [oldBlocks = [], newBlocks = []] = [older, newer].map((text): Block[] => JSON.parse(text?.blocks ?? '[]'))
  return [
    () => older && newer && compareTexts(older, newer),
    () => compareBlocks(oldBlocks, newBlocks, language),
    () => htmldiff(oldHtml, newHtml),
    () => diffWords(oldText, newText),
    () => {
      const diffs = matcher.diff_main(oldText, newText)
      matcher.diff_cleanupSemantic(diffs)
    },
  ]
}

function htmlOf({ before, after }: Pick<Pair, 'before' | 'after'>): [string, string] {
  return [articleHtml(before, { words: articleWords.en }), articleHtml(after, { words: articleWords.en })]
}

function timed(): Row[] {
  const different = pairs.filter((pair) => {
    const [older, newer] = htmlOf(pair)
    return older !== newer
  })
  const times = measureCpu(different.flatMap(worksOf))
  return different.map(({ name }, at) => {
    const [ours = 0, words = 0, peer = 0, byWords = 0, byMatching = 0] = times.slice(5 * at)
    return { name, ours, words, htmldiff: peer, diffWords: byWords, matchPatch: byMatching }
  })
}

function head(): string[] {
  return [
    '# How the comparison of notices measures up',
    '',
    'Written by `npm run bench:notices`; every figure comes from one run on one machine. Peers: diff 9.0.0 (`diffWords`), node-htmldiff 0.9.4,',
    'diff-match-patch 1.0.5 (its default limit of one second, then its semantic clean-up). They live in `bench/notices` and never enter the product.',
    '',
    `Machine: ${os.cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}, load ${load.toFixed(1)} on ${os.cpus().length} cores at the beginning. Texts: ${source}, ${pairs.length} consecutive pairs, ${pairs.length - rows.length} of them without any difference.`,
    '',
  ]
}

function speed(): string[] {
  const tools = [
    ['ours, from stored blocks to finished HTML', 'ours'],
    ['ours, from blocks in memory, words only', 'words'],
    ['node-htmldiff, from stored HTML', 'htmldiff'],
    ['diffWords, from plain text', 'diffWords'],
    ['diff-match-patch, from plain text', 'matchPatch'],
  ] as const
  const peer = median(rows.map(({ htmldiff }) => htmldiff))
  const worstPeer = Math.max(...rows.map(({ htmldiff }) => htmldiff))
  const ratios = rows.map((row) => ({ name: row.name, ratio: row.ours / row.htmldiff }))
  const worst = ratios.toSorted((a, b) => b.ratio - a.ratio)[0]
  const ours = rows.map((row) => row.ours)
  return [
    '## CPU time',
    '',
    'Milliseconds of CPU per comparison. Every tool takes every pair once a round, nine rounds in all; the first two warm up the engine, the median',
    'of the other seven counts. Pairs without a difference are left out: node-htmldiff only looks whether two strings are equal, while ours still',
    'sets the page.',
    '',
    '| Tool | Median pair | Slowest pair | Median ÷ node-htmldiff |',
    '| --- | ---: | ---: | ---: |',
    ...tools.map(([name, key]) => {
      const times = rows.map((row) => row[key])
      return `| ${name} | ${ms(median(times))} | ${ms(Math.max(...times))} | ${(median(times) / peer).toFixed(3)} |`
    }),
    '',
    '| Goal | Measured | |',
    '| --- | ---: | --- |',
    `| median of consecutive pairs ≤ 1/10 of node-htmldiff | ${(median(ours) / peer).toFixed(3)} | ${verdict(median(ours) <= peer / 10)} |`,
    `| the pair with the worst ratio to node-htmldiff ≤ 1/2 (${worst?.name ?? 'none'}) | ${(worst?.ratio ?? 0).toFixed(3)} | ${verdict((worst?.ratio ?? 0) <= 0.5)} |`,
    `| slowest pair ÷ node-htmldiff’s slowest pair ≤ 1/2 | ${(Math.max(...ours) / worstPeer).toFixed(3)} | ${verdict(Math.max(...ours) <= worstPeer / 2)} |`,
    '',
  ]
}

function moves(): string[] {
  const groups = [{ name: 'made up in four scripts: one section or paragraph', pairs: madeUpMoves() }, ...corpusMoves(list)]
  return [
    '## Moves',
    '',
    `The truth is known, because the bench itself put parts of texts elsewhere: of made-up ones, and of every fifth text of ${source}.`,
    'A block counts as shown where it is known again at its new place. Taking A past B is the same as taking B past A: in one order of',
    'reading only one of the two can be marked as moved, and the comparison marks the shorter one. The fourth column says how many of the blocks put',
    'elsewhere are marked themselves. Marked letters are shown as added or removed; the goal is for pairs in which only places changed.',
    '',
    '| What was put elsewhere | Pairs | Blocks | Marked themselves | Shown as moved | Goal ≥ 95 % | Marked letters, ours : diffWords | Ratio | Goal ≤ 0.1 |',
    '| --- | ---: | ---: | ---: | ---: | --- | ---: | ---: | --- |',
    ...groups.map(movesRow),
    '',
  ]
}

function movesRow({ name, pairs: moved }: { name: string; pairs: readonly MovedPair[] }): string {
  const counts = moved.map(movesShown)
  const [all, shown, themselves] = [
    sum(counts.map((one) => one.all)),
    sum(counts.map((one) => one.shown)),
    sum(counts.map((one) => one.themselves)),
  ]
  const [ours, byDiff] = [sum(moved.map(markedByUs)), sum(moved.map((pair) => markedByDiff(pair, false)))]
  const percent = (part: number) => `${((100 * part) / all).toFixed(1)} %`
  const isMoveOnly = !name.includes('replaced')
  const goal = isMoveOnly ? verdict(ours <= 0.1 * byDiff) : ''
  return `| ${name} | ${moved.length} | ${all} | ${percent(themselves)} | ${percent(shown)} | ${verdict(shown >= 0.95 * all)} | ${ours} : ${byDiff} | ${(ours / byDiff).toFixed(4)} | ${goal} |`
}

function marks(): string[] {
  const made = madeUpRewrites()
  const groups: [string, Pair[]][] = [
    [`${source}, consecutive pairs`, pairs],
    ['made-up rewrites, English', made.filter(({ language }) => language === 'en')],
    ['made-up rewrites, German', made.filter(({ language }) => language === 'de')],
    ['made-up rewrites, Arabic', made.filter(({ language }) => language === 'ar')],
    ['made-up rewrites, Japanese', made.filter(({ language }) => language === 'ja')],
  ]
  return [
    '## Marked letters on rewrites',
    '',
    'Plain `diffWords` takes every letter outside Latin for a word of its own: it marks less in Arabic and Japanese because it cuts words apart,',
    'which we promise never to do. There the two figures do not measure the same thing: no tool that keeps words whole can come below',
    '`diffWords` with a segmenter, which is the like-for-like figure. Both are shown, and the goal is judged on the plain one all the same.',
    '',
    '| Texts | Ours | diffWords | Ratio | Goal ≤ 1.15 | diffWords with segmenter | Ratio |',
    '| --- | ---: | ---: | ---: | --- | ---: | ---: |',
    ...groups.map(([name, group]) => {
      const marked = sum(group.map((pair) => markedByUs(pair)))
      const [plain, whole] = [false, true].map((isWhole) => sum(group.map((pair) => markedByDiff(pair, isWhole)))) as [number, number]
      const ratio = marked / plain
      return `| ${name} | ${marked} | ${plain} | ${ratio.toFixed(3)} | ${verdict(ratio <= 1.15)} | ${whole} | ${(marked / whole).toFixed(3)} |`
    }),
    '',
    ...outliers(),
  ]
}

/** Pairs of which the sum above says nothing. */
function outliers(): string[] {
  const ratios = pairs.map((pair) => ({
    name: pair.name,
    ours: markedByUs(pair),
    diff: markedByDiff(pair, false),
  }))
  const above = ratios.filter(({ ours, diff }) => ours > 1.15 * diff).toSorted((a, b) => b.ours - b.diff - (a.ours - a.diff))
  const named = above.slice(0, 6).map(({ name, ours, diff }) => `${name} (${ours} : ${diff})`)
  return [`Pair by pair, ${above.length} of ${ratios.length} consecutive pairs stand above 1.15. The largest: ${named.join(', ')}.`, '']
}

function foot(): string[] {
  return [
    '## What the figures leave out',
    '',
    '- Made-up notices are more regular than real ones; the moves among the real texts are made by us, so that the truth is known.',
    '- A paragraph of which one sentence moved to another paragraph is shown as removed there and added here.',
    '- A paragraph cut into parts that do not stand beside each other any more is not recognised as split.',
    '- CPU times include the garbage collector and compiler threads of Node, for all tools alike.',
  ]
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function ms(value: number): string {
  return value.toFixed(2)
}

function verdict(isMet: boolean): string {
  return isMet ? 'met' : '**not met**'
}
