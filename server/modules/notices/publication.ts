import type { NoticeDraft as HandedDraft } from '#contract/notice-publication.ts'
import { problem } from '#contract/problems.ts'
import type { Locale } from '#contract/shared.ts'
import { type Block, plainText } from '#domain/blocks.ts'
import { canonicalJson, type Json } from '#domain/canonical-json.ts'
import { type ContentFault, splitFrontMatter } from '#server/modules/registers/index.ts'
import type { NoticeDraft } from '#server/ports/content.ts'
import type { Hasher } from '#server/ports/hasher.ts'
import { articleHtml, sectionsOf } from './article.html.ts'
import { articleWords } from './article.words.ts'
import { readText } from './markdown.ts'
import type { TextRow, VersionRow } from './notices.repository.ts'
import { type Registers, withRegisters } from './register-tables.ts'
import { stableBlocks } from './stable-ids.ts'
import { staleSections } from './translations.ts'

/** A version ready to be published, with its day resolved. */
export type Publishable = Omit<NoticeDraft, 'published' | 'effective'> & { effectiveOn: string }

/**
 * A draft as it came through the API, its texts without the front matter that may stand above them.
 * @throws {ProblemError} request/invalid where front matter cannot be read, with its line
 */
export function publishableOf(slug: string, { texts, title, ...draft }: HandedDraft): Publishable {
  const faults: ContentFault[] = []
  const bare = Object.entries(texts).flatMap(([language, text]) =>
    text === undefined ? [] : [{ language, ...splitFrontMatter(`/body/texts/${language}`, text, faults) }],
  )
  if (faults.length > 0)
    throw problem('request/invalid', {
      faults: faults.map(({ file, line, message }) => ({ path: file, message: `line ${line}: ${message}` })),
    })
  const empty = bare.filter(({ markdown }) => readText(markdown).blocks.length === 0)
  if (empty.length > 0) {
    const message = 'This text holds no words; write it or leave it out'
    throw problem('request/invalid', { faults: empty.map(({ language }) => ({ path: `/body/texts/${language}`, message })) })
  }
  const titles = bare.flatMap((one) => (one.title === null ? [] : [[one.language, one.title]]))
  return {
    ...draft,
    slug,
    title: { ...title, ...Object.fromEntries(titles) },
    texts: Object.fromEntries(bare.map(({ language, markdown }) => [language, markdown])),
  }
}

/** What a new version must know of those before it: addresses are kept, and translations can be older than their original. */
export interface Earlier {
  /** The texts of the version that this one follows; empty for the first. */
  texts: readonly Pick<TextRow, 'language' | 'blocks' | 'stale'>[]
  /** Ids that any version of the notice has used. */
  ids: ReadonlySet<string>
}

/** Everything that will be stored. */
export interface Typeset {
  version: Omit<VersionRow, 'number'>
  texts: TextRow[]
}

interface Shop {
  hasher: Hasher
  registers: Registers
}

/** Sets a version: blocks, HTML and hashes per language, and one hash over all of it. */
export async function typeset(draft: Publishable, publishedAt: Date, earlier: Earlier, { hasher, registers }: Shop): Promise<Typeset> {
  const { slug, kind, title, prevailing, significance, reason, changelog, effectiveOn, corrects = null } = draft
  const { audience = [], summary = null, related = [], purposes = [] } = draft
  const texts = await typesetTexts(draft, earlier, { hasher, registers })
  const changed = purposes.length > 0 ? { purposes: [...purposes] } : {}
  const about = { audience, summary, related, ...changed, draft: await hashOfDraft(draft, hasher) }
  const facts = {
    slug,
    kind,
    effectiveOn,
    publishedAt: publishedAt.toISOString(),
    prevailing,
    significance,
    reason,
    corrects,
    about: plainJson(about),
    title: plainJson(title),
    changelog: plainJson(changelog),
    texts: Object.fromEntries(texts.map((text) => [text.language, text.hash])),
  }
  const version = {
    slug,
    effective_on: effectiveOn,
    kind,
    title: JSON.stringify(title),
    published_at: publishedAt.getTime(),
    significance,
    reason,
    corrects,
    about: JSON.stringify(about),
    prevailing,
    changelog: JSON.stringify(changelog),
    hash: await hasher.sha256(canonicalJson(facts)),
  }
  return { version, texts }
}

/** The prevailing language first: its addresses are those of every other. */
async function typesetTexts(draft: Publishable, earlier: Earlier, { hasher, registers }: Shop): Promise<TextRow[]> {
  const { prevailing, slug, effectiveOn } = draft
  const languages = (Object.keys(draft.texts) as Locale[]).toSorted()
  const inOrder = [...languages.filter((one) => one === prevailing), ...languages.filter((one) => one !== prevailing)]
  const before = (language: string) => earlier.texts.find((text) => text.language === language)
  const blocksBefore = (language: string) => JSON.parse(before(language)?.blocks ?? '[]') as Block[]
  let original: Block[] | null = null
  const rows: TextRow[] = []
  for (const language of inOrder) {
    const source = withRegisters(draft.texts[language] ?? '', registers, language)
    const blocks = stableBlocks(readText(source), { before: blocksBefore(language), original, taken: earlier.ids, language })
    const stale =
      original === null
        ? []
        : staleSections({
            original: { before: blocksBefore(prevailing), now: original },
            translation: { before: blocksBefore(language), now: blocks },
            staleBefore: JSON.parse(before(language)?.stale ?? '[]') as string[],
          })
    original ??= blocks
    const title = draft.title[language] ?? draft.title.en
    const address = `/${prevailing}/notices/${slug}/${effectiveOn}`
    rows.push({
      slug,
      effective_on: effectiveOn,
      language,
      title,
      html: articleHtml(blocks, { words: articleWords[language], stale: { sections: new Set(stale), original: prevailing, address } }),
      blocks: JSON.stringify(blocks),
      sections: JSON.stringify(sectionsOf(blocks)),
      source,
      stale: JSON.stringify(stale),
      hash: await hashOfText({ slug, effectiveOn, language, title, blocks }, hasher),
    })
  }
  return rows
}

/** The fingerprint of one text: over its words, numbers, setting and addresses, not over the HTML made from them. */
export async function hashOfText(
  text: { slug: string; effectiveOn: string; language: string; title: string; blocks: readonly Block[] },
  hasher: Hasher,
): Promise<string> {
  return hasher.sha256(canonicalJson(plainJson(text)))
}

/** The fingerprint of what the author wrote, whatever the registers put into it: tells whether a draft has been published. */
export async function hashOfDraft({ slug, texts }: Pick<Publishable, 'slug' | 'texts'>, hasher: Hasher): Promise<string> {
  return hasher.sha256(canonicalJson(plainJson({ slug, texts })))
}

/** The fingerprint of the draft that a version was made from. */
export function draftOf(about: string | null): string | undefined {
  return (JSON.parse(about ?? '{}') as { draft?: string }).draft
}

/** Words of a clause, short enough for a sentence about it. */
export function excerptOf(block: Block): string {
  const words = plainText(block).replaceAll(/\s+/g, ' ')
  return words.length > EXCERPT_LETTERS ? `${words.slice(0, EXCERPT_LETTERS).trimEnd()}…` : words
}

const EXCERPT_LETTERS = 120

// Drops what JSON cannot hold (absent translations) and the types that only TypeScript sees.
function plainJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json
}
