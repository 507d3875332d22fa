import type { Notice, NoticeText, NoticeVersion } from '#contract/notices.ts'
import type { Representation } from './responses.ts'

/** Forms of a notice beside the page. */
export const formats = ['md', 'json'] as const
export type Format = (typeof formats)[number]

/** Splits `privacy.md` into its name and its form; null where there is none. */
export function splitFormat(part: string): { name: string; format: Format } | null {
  const format = formats.find((one) => part.endsWith(`.${one}`))
  return format ? { name: part.slice(0, -format.length - 1), format } : null
}

/** A version as the author wrote it, with what is known about it in front. */
export function markdownOf(notice: Notice, version: NoticeVersion, text: NoticeText, source: string): Representation {
  const facts = {
    notice: notice.slug,
    title: text.title,
    language: text.language,
    prevailing: version.prevailing,
    version: version.number,
    status: version.status,
    publishedAt: version.publishedAt,
    effectiveOn: version.effectiveOn,
    endsOn: version.endsOn,
    sha256: text.hash,
  }
  const front = Object.entries(facts).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  return {
    body: `---\n${front.join('\n')}\n---\n\n${source.replace(/^\n+/, '').trimEnd()}\n`,
    type: 'text/markdown; charset=utf-8',
    ...about(notice, version, text, 'md'),
  }
}

/** A version for programs: what is known about it, and its text as HTML. */
export function jsonOf(notice: Notice, version: NoticeVersion, text: NoticeText): Representation {
  const { versions: _versions, ...named } = notice
  return {
    body: `${JSON.stringify({ notice: named, version, text }, null, 2)}\n`,
    type: 'application/json; charset=utf-8',
    ...about(notice, version, text, 'json'),
  }
}

function about({ slug }: Notice, version: NoticeVersion, { language }: NoticeText, format: Format) {
  return {
    headers: {
      'content-language': language,
      'content-disposition': `inline; filename="${slug}-${version.effectiveOn}-${language}.${format}"`,
      'x-robots-tag': 'noindex',
    },
  }
}
