const VOID = new Set(['area', 'base', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr', 'path', 'rect', 'circle'])
/** What may stand inside a line; everything else must not be inside ins, del, p or a heading. */
const LINE = new Set([
  'a',
  'b',
  'bdi',
  'br',
  'circle',
  'code',
  'del',
  'em',
  'ins',
  'path',
  'rect',
  's',
  'small',
  'span',
  'strong',
  'svg',
  'time',
])
const LINES = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ins', 'del', 'span', 'strong', 'em', 'a'])

/** What is wrong with a piece of HTML: tags that do not close in order, blocks inside lines, ids that occur twice, style attributes, event attributes. */
export function htmlFaults(html: string): string[] {
  const faults: string[] = []
  const open: string[] = []
  const ids = new Set<string>()
  const markup = html.replaceAll(/<!doctype html>/g, '').replaceAll(/(<script type="application\/json"[^>]*>)[^<]*(<\/script>)/g, '$1$2')
  for (const [, close, name = '', attributes = ''] of markup.matchAll(
    /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z0-9-]+(?:="[^"]*")?)*)\s*\/?>/g,
  )) {
    if (close) {
      if (open.pop() !== name) faults.push(`</${name}> closes nothing`)
      continue
    }
    const parent = open.at(-1) ?? ''
    if (LINES.has(parent) && !LINE.has(name)) faults.push(`<${name}> in <${parent}>`)
    const [, id] = / id="([^"]*)"/.exec(attributes) ?? []
    if (id !== undefined && ids.has(id)) faults.push(`the id ${id} occurs twice`)
    if (id !== undefined) ids.add(id)
    if (/ (?:style|on[a-z]+)=/.test(attributes.replaceAll(/"[^"]*"/g, '""')))
      faults.push(`an attribute that the policy forbids: ${attributes}`)
    if (!VOID.has(name)) open.push(name)
  }
  const stray = markup.replaceAll(/<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z0-9-]+(?:="[^"]*")?)*)\s*\/?>/g, '').match(/[<>]/)
  if (stray) faults.push('a < or > that is no tag')
  return [...faults, ...open.map((name) => `<${name}> does not close`)]
}
