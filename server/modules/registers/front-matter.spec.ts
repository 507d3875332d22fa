import { describe, expect, it } from 'vitest'
import type { ContentFault } from './content.fault.ts'
import { splitFrontMatter } from './front-matter.ts'

function split(source: string) {
  const faults: ContentFault[] = []
  return { ...splitFrontMatter('en.md', source, faults), faults }
}

describe('the front matter of a text', () => {
  it('is taken off without moving a line, its title is kept, and other keys are told', () => {
    expect(split('---\ntitle: Privacy policy\nlayout: page\n---\n\n# One\n')).toEqual({
      markdown: '\n\n\n\n\n# One\n',
      title: 'Privacy policy',
      unused: [{ key: 'layout', line: 3 }],
      faults: [],
    })
  })

  it('may come after the mark of the encoding and with the line ends of Windows', () => {
    expect(split('\uFEFF---\r\ntitle: Eins\r\n---\r\nText\r\n')).toMatchObject({ markdown: '\n\n\nText\n', title: 'Eins', faults: [] })
  })

  it.each([
    ['a rule above a paragraph', '---\n\nNote: we keep it.\n'],
    ['a rule above a heading', '---\n# One\n\n---\n'],
    ['no rule at all', 'title: not front matter\n'],
  ])('is not seen in %s', (_what, source) => {
    expect(split(source)).toEqual({ markdown: source, title: null, unused: [], faults: [] })
  })

  it.each([
    [
      'that never ends',
      '---\ntitle: One\n\nText',
      1,
      'front matter begins here and never ends; write "---" on a line of its own below its last key',
    ],
    ['whose title is no text', '---\nlayout: page\ntitle: [a]\n---\n', 3, 'title must be text; write it after the colon'],
    ['with a tab', '---\ntitle:\n\tOne\n---\n', 3, 'a tab cannot indent; use two spaces'],
  ])('is refused with its line where it is one %s', (_what, source, line, message) => {
    expect(split(source).faults).toEqual([{ file: 'en.md', line, message }])
  })
})
