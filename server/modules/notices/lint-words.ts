import { type Block, plainText } from '#domain/blocks.ts'
import { type Draft, type Finding, lineOf } from './lint-draft.ts'

/** Leftovers of drafting, words and addresses that lost their space, frameworks that no longer exist. */
export function lintWords(draft: Draft, effectiveOn: string): Finding[] {
  return draft.blocks.flatMap((block, at) => {
    const words = withoutCode(block)
    const found = (code: Finding['code'], match: string, facts: Finding['facts']): Finding => ({
      code,
      line: lineOf(draft, at, match),
      facts,
    })
    return [
      ...matches(words, LEFTOVER)
        .filter(isLeftover)
        .map((text) => found('leftover', text, { text })),
      ...matches(words, GLUED_ADDRESS).map((text) => found('glued-address', text, { text })),
      ...[...matches(words, GLUED_WORDS).filter(isWords), ...gluedToLinks(block)].map((text) => found('glued-words', text, { text })),
      ...frameworks
        .filter(({ pattern, since }) => effectiveOn >= since && pattern.test(words) && !SAID_TO_BE_GONE.test(words))
        .map(({ name, since, pattern }) => found('framework-gone', pattern.exec(words)?.[0] ?? name, { framework: name, since })),
    ]
  })
}

function withoutCode({ kind, inline }: Block): string {
  return kind === 'code' ? '' : plainText({ inline: inline.map((run) => (run.marks.includes('code') ? { ...run, text: ' ' } : run)) })
}

function matches(words: string, pattern: RegExp): string[] {
  return [...words.matchAll(pattern)].map(([match]) => match)
}

const LEFTOVER =
  /\[[^\][\n]{0,60}\]|\{\{[^{}\n]{0,60}\}\}|\{%[^{}\n]{0,60}%\}|<<[^<>\n]{1,60}>>|_{3,}|\*\*|<!--|<\/?[a-z][a-z0-9]*(?:\s[^<>\n]{0,200})?\/?>|\b(?:TODO|TBD|FIXME|XXX|Lorem ipsum)\b/g

function isLeftover(text: string): boolean {
  return !/^\[(?:sic|\d{1,3})\]$/.test(text)
}

const GLUED_ADDRESS = /\S{0,60}[\p{L}\d)\]]https?:\/\/\S*/gu
const GLUED_WORDS = /[^\s]{0,60}\p{Ll}[.!?;:,]\p{Lu}\p{Ll}[^\s]*|[^\s]{0,60}\p{L}{2},\p{Ll}{2}[^\s]*/gu

/** Addresses, file names and e-mail addresses have no spaces and need none. */
function isWords(text: string): boolean {
  return !/[@/\\]|\w\.(?:com|org|net|io|eu|de|html?|pdf|js|example)\b/i.test(text)
}

/** A link that begins or ends inside a word. */
function gluedToLinks({ kind, inline }: Block): string[] {
  if (kind === 'code') return []
  return inline.flatMap((run, at) => {
    const next = inline[at + 1]
    if (!next || run.href === next.href || (run.href !== null && next.href !== null)) return []
    const isGlued = /\p{L}$/u.test(run.text) && /^\p{L}/u.test(next.text)
    return isGlued ? [`${/\S+$/.exec(run.text)?.[0] ?? ''}${/^\S+/.exec(next.text)?.[0] ?? ''}`] : []
  })
}

/** Source: judgments of the Court of Justice, C-362/14 (Schrems) and C-311/18 (Schrems II). */
const frameworks = [
  { name: 'Safe Harbour', since: '2015-10-06', pattern: /safe[ -]harbou?r/i },
  { name: 'Privacy Shield', since: '2020-07-16', pattern: /privacy[ -]shield|datenschutzschild|درع الخصوصية/i },
]
const SAID_TO_BE_GONE =
  /invalid|no longer|replaced|not rely|do not use|ungültig|unwirksam|nicht mehr|aufgehoben|ersetzt|باطل|لم يعد|لم تعد|أُلغي|ملغ/i
