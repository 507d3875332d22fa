import type { z } from 'zod'
import { type Locale, locales } from '#contract/shared.ts'
import type { ContentFault } from './content.fault.ts'
import { NoticeFile } from './content.schemas.ts'
import { type Located, readYaml } from './located-yaml.ts'

export interface NoticeText {
  readonly file: string
  readonly markdown: string
  readonly sections: readonly { readonly id: string; readonly line: number }[]
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
  for (const locale of locales) {
    const file = `${folder}/${locale}.md`
    const markdown = files.get(file)
    if (markdown !== undefined) texts[locale] = { file, markdown, sections: readSections(file, markdown, faults) }
  }
  return texts
}

function readSections(file: string, markdown: string, faults: ContentFault[]): NoticeText['sections'] {
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
