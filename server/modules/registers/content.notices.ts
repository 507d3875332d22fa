import type { z } from 'zod'
import { type Locale, locales } from '#contract/shared.ts'
import type { ContentFault } from './content.fault.ts'
import { NoticeFile } from './content.schemas.ts'
import { splitFrontMatter } from './front-matter.ts'
import { type Located, readYaml } from './located-yaml.ts'

export interface NoticeText {
  readonly file: string
  readonly markdown: string
  /** The notice's title in this language, where the front matter says one. */
  readonly title: string | null
  /** The sections that the author named; null where the author named none. */
  readonly sections: readonly { readonly id: string; readonly line: number }[] | null
}

/** One version of a notice: a folder with `notice.yaml` and a text per language. */
export interface NoticeFolder {
  readonly slug: string
  readonly folder: string
  readonly about: Located<z.output<typeof NoticeFile>>
  readonly texts: Readonly<Partial<Record<Locale, NoticeText>>>
}

const ADDRESS = /^notices\/([^/]+)\/([^/]+)\/notice\.yaml$/
const HEADING = /^#{2,6}\s.*?(?:\{#([a-z0-9-]+)\})?\s*$/

export function readNotices(files: ReadonlyMap<string, string>, faults: ContentFault[]): NoticeFolder[] {
  const folders: NoticeFolder[] = []
  for (const [file, text] of [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [, slug, folder] = ADDRESS.exec(file) ?? []
    if (!slug || !folder) continue
    const about = readYaml(NoticeFile, file, text, faults)
    if (about) folders.push({ slug, folder, about, texts: readTexts(`notices/${slug}/${folder}`, files, faults) })
  }
  return folders
}

function readTexts(folder: string, files: ReadonlyMap<string, string>, faults: ContentFault[]): Partial<Record<Locale, NoticeText>> {
  const texts: Partial<Record<Locale, NoticeText>> = {}
  const found = locales.flatMap((locale) => {
    const file = `${folder}/${locale}.md`
    const source = files.get(file)
    return source === undefined ? [] : [{ locale, file, ...splitFrontMatter(file, source, faults) }]
  })
  // Texts whose author names no section get their addresses when they are published; an author who names one names all.
  const isNamed = found.some(({ markdown }) => /^#{2,6}\s.*\{#[a-z0-9-]+\}\s*$/m.test(markdown))
  for (const { locale, file, markdown, title } of found) {
    texts[locale] = { file, markdown, title, sections: isNamed ? readSections(file, markdown, faults) : null }
  }
  return texts
}

function readSections(file: string, markdown: string, faults: ContentFault[]): NonNullable<NoticeText['sections']> {
  const sections: { id: string; line: number }[] = []
  for (const [index, text] of markdown.split('\n').entries()) {
    const heading = HEADING.exec(text)
    if (!heading) continue
    const line = index + 1
    const id = heading[1]
    if (id === undefined) faults.push({ file, line, message: 'this heading has no stable id; end it with {#its-id}' })
    else if (sections.some((one) => one.id === id))
      faults.push({ file, line, message: `the section id ${id} stands here twice; rename one` })
    else sections.push({ id, line })
  }
  return sections
}
