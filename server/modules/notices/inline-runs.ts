import type { Token } from 'markdown-it'
import { joinRuns, type Mark, marks, type Run } from '#domain/blocks.ts'

const opening: Readonly<Record<string, Mark>> = { strong_open: 'strong', em_open: 'em', s_open: 'strike' }
const closing: Readonly<Record<string, Mark>> = { strong_close: 'strong', em_close: 'em', s_close: 'strike' }

/** Turns the tokens of one line into runs. Raw HTML never gets here: the parser leaves it as text. */
export function runsOf(tokens: readonly Token[]): Run[] {
  const open = new Set<Mark>()
  let [href, title]: [string | null, string] = [null, '']
  const runs: Run[] = []
  const push = (text: string, extra: readonly Mark[] = []) => {
    runs.push({ text, marks: marks.filter((mark) => open.has(mark) || extra.includes(mark)), href, ...(title && { title }) })
  }
  // The one tag that authors write inside of tables, where Markdown has no line break.
  const pushLines = (text: string) => {
    for (const [at, line] of text.split(/<br\s*\/?>/i).entries()) {
      if (at > 0) push('\n')
      push(withoutTabs(line))
    }
  }
  const pushImage = (token: Token) => {
    const image = String(token.attrGet('src') ?? '')
    const said = withoutTabs(String(token.attrGet('title') ?? '')) || title
    // An image without words would come and go unseen.
    const text = withoutTabs(token.content).trim() || said || (image.split('/').findLast((part) => part !== '') ?? image)
    const set = marks.filter((mark) => open.has(mark))
    runs.push({ text, marks: set, href, ...(said && { title: said }), image })
  }
  for (const token of tokens) {
    const [opened, closed] = [opening[token.type], closing[token.type]]
    if (opened) open.add(opened)
    else if (closed) open.delete(closed)
    else if (token.type === 'link_open') {
      href = safeAddress(String(token.attrGet('href') ?? ''))
      title = withoutTabs(String(token.attrGet('title') ?? ''))
    } else if (token.type === 'link_close') [href, title] = [null, '']
    else if (token.type === 'image') pushImage(token)
    else if (token.type === 'code_inline') push(withoutTabs(token.content), ['code'])
    else if (token.type === 'softbreak') push(' ')
    else if (token.type === 'hardbreak') push('\n')
    else pushLines(token.content)
  }
  return trimRuns(joinRuns(runs))
}

// A tab stands between two cells of a row, nowhere else.
function withoutTabs(text: string): string {
  return text.replaceAll(/[\t\r\n]/g, ' ')
}

function trimRuns(runs: readonly Run[]): Run[] {
  const last = runs.length - 1
  return joinRuns(
    runs.map((run, at) => {
      const text = at === 0 ? run.text.trimStart() : run.text
      return { ...run, text: at === last ? text.trimEnd() : text }
    }),
  )
}

/**
 * Where a link may lead: the web, mail, or another address of this site. Everything else stays plain text.
 * @returns null for addresses that could run script or leave the site unseen (`//host`)
 */
export function safeAddress(address: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop control characters before they read the scheme.
  const bare = address.replaceAll(/[\u0000-\u0020]/g, '')
  if (/^(?:https?:\/\/|mailto:)/i.test(bare)) return bare
  const isRelative = !/^[a-z][a-z0-9+.-]*:/i.test(bare) && !/^[\\/]{2}/.test(bare) && !bare.startsWith('\\')
  return isRelative && bare !== '' ? bare : null
}
