/** A text with the authors' notes taken out, and where each of its lines stood before. */
export interface Bare {
  text: string
  /** Lines of the source, counted from 1, by line of the bare text, counted from 0. */
  lines: readonly number[]
}

/** Comments are the authors' notes to each other; published text has none. A search, not a pattern: it stays linear. */
export function withoutComments(source: string): Bare {
  const lines = [1]
  let [text, line] = ['', 1]
  const keep = (part: string) => {
    text += part
    for (let at = part.indexOf('\n'); at >= 0; at = part.indexOf('\n', at + 1)) lines.push(++line)
  }
  for (let at = 0; ; ) {
    const start = source.indexOf('<!--', at)
    const end = start < 0 ? -1 : source.indexOf('-->', start + 4)
    if (end < 0) {
      keep(source.slice(at))
      return { text, lines }
    }
    keep(source.slice(at, start))
    line += source.slice(start, end + 3).split('\n').length - 1
    at = end + 3
  }
}
