/** Ids that the pages around an article use themselves. */
const RESERVED = new Set([
  'main',
  'app',
  'article',
  'page-data',
  'menu',
  'langs',
  'languages',
  'account',
  'toc',
  'changed',
  'gone',
  'notes',
])

const GIVEN = /^[A-Za-z][\w.-]{0,127}$/

/** Takes `{#id}` off the end of a text. The author writes it so that the address survives new words, numbers and languages. */
export function splitGivenId(text: string): { text: string; id: string | null } {
  const start = text.lastIndexOf('{#')
  const id = start >= 0 && text.endsWith('}') ? text.slice(start + 2, -1) : ''
  return GIVEN.test(id) ? { text: text.slice(0, start).trimEnd(), id } : { text, id: null }
}

/** Hands out ids that are unique within one text: the wished one, else the same with a number. */
export function createIds(): (wish: string) => string {
  const taken = new Set<string>()
  return (wish) => {
    const base = RESERVED.has(wish) ? `section-${wish}` : wish
    let id = base
    for (let count = 2; taken.has(id); count++) id = `${base}-${count}`
    taken.add(id)
    return id
  }
}

/** An address from a heading's words, in any script: "What we hold" gives `what-we-hold`. */
export function idFromWords(words: string): string {
  const id = words
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .slice(0, 80)
  return id.replace(/^-|-$/g, '') || 'section'
}

// Arabic counts with letters of its own, (هـ) with a stretched one, and other scripts have digits of their own.
const HEADING_LABEL =
  /^((?:§ ?)?\p{Nd}{1,3}(?:\.\p{Nd}{1,3}){0,5}[.)]?|[A-Z]\.|[IVX]{1,6}\.|\([a-z0-9]{1,3}\)|\([\u0621-\u064A]\u0640?\))\s+(?=\S)/u
const CLAUSE_LABEL =
  /^(\([A-Za-z]{1,4}\)|\([\u0621-\u064A]\u0640?\)|\(\p{Nd}{1,2}\)|[a-z]\)|\p{Nd}{1,2}(?:\.\p{Nd}{1,3}){1,4}\.?(?: ?\((?:[a-z]|[\u0621-\u064A]\u0640?)\))?)\s+(?=\S)/u

/** Takes the printed number off the start of a heading or a clause, verbatim. */
export function splitLabel(kind: 'heading' | 'paragraph', text: string): { label: string; skip: number } {
  const [prefix, label] = (kind === 'heading' ? HEADING_LABEL : CLAUSE_LABEL).exec(text) ?? []
  return { label: label ?? '', skip: prefix?.length ?? 0 }
}
