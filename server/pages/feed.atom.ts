import type { Notice, NoticeVersion } from '#contract/notices.ts'
import { type Html, type HtmlPart, html } from '#server/http/html.ts'
import { comparisonPath, feedPath, noticePath, noticesPath, versionBefore, versionPath } from './addresses.ts'
import type { Wording } from './wording.ts'

export interface FeedOptions {
  baseUrl: string
  operator: string
  /** Begins every id (RFC 4151), as in `acmemail.example,2026-11-22`: fixed when the first notice was published, whatever the address becomes. */
  tag: string
  /** The one notice the feed is about; undefined for all. */
  slug?: string
}

/** An Atom feed (RFC 4287) of published versions, the newest first. It says only what was said once, so it changes only when something is published. */
export function atomFeed(notices: readonly Notice[], wording: Wording, options: FeedOptions): { body: string; changedAt: Date } {
  const { slug, baseUrl, operator, tag } = options
  const { locale, say, text } = wording
  const entries = notices
    .flatMap((notice) => notice.versions.map((version) => ({ notice, version, changedAt: changedAt(version) })))
    .toSorted((a, b) => b.changedAt.getTime() - a.changedAt.getTime() || (a.version.effectiveOn < b.version.effectiveOn ? 1 : -1))
  const newest = entries[0]?.changedAt ?? new Date(0)
  const [only] = notices
  const title = slug !== undefined && only ? say('notices.feed.one', { notice: text(only.title) }) : say('notices.feed.all')
  const home = `${baseUrl}/${locale}${slug === undefined ? noticesPath : noticePath(slug)}`
  const body = html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">
<id>tag:${tag}:notices${slug !== undefined && `/${slug}`}/${locale}</id>
<title>${readable(title)}</title>
<updated>${newest.toISOString()}</updated>
<author><name>${readable(operator)}</name></author>
<link rel="self" type="application/atom+xml" href="${baseUrl}/${locale}${feedPath(slug)}"/>
<link rel="alternate" type="text/html" hreflang="${locale}" href="${home}"/>
${entries.map(({ notice, version }) => entryXml(notice, version, wording, options))}</feed>
`.text
  return { body, changedAt: newest }
}

function changedAt({ publishedAt, withdrawn }: NoticeVersion): Date {
  return new Date(withdrawn?.at ?? publishedAt)
}

function entryXml(notice: Notice, version: NoticeVersion, wording: Wording, { baseUrl, tag }: FeedOptions): Html {
  const { locale, say, text, day, dayOf } = wording
  const { effectiveOn, number, publishedAt, withdrawn, changelog } = version
  const before = versionBefore(notice, version)
  const sentences = [
    say('notices.feed.applies', { date: day(effectiveOn) }),
    ...(withdrawn ? [`${say('notices.feed.withdrawn', { date: day(dayOf(withdrawn.at)) })} ${withdrawn.reason}`] : []),
    ...changelog.map((change) => text(change.text)),
  ]
  const compare: HtmlPart =
    before &&
    html`<link rel="related" type="text/html" href="${baseUrl}/${locale}${comparisonPath(notice.slug, before.effectiveOn, effectiveOn)}"/>\n`
  return html`<entry>
<id>tag:${tag}:notices/${notice.slug}/${effectiveOn}/${locale}</id>
<title>${readable(say('notices.feed.entry', { notice: text(notice.title), number }))}</title>
<published>${publishedAt}</published>
<updated>${changedAt(version).toISOString()}</updated>
<link rel="alternate" type="text/html" hreflang="${locale}" href="${baseUrl}/${locale}${versionPath(notice.slug, effectiveOn)}"/>
${compare}<category term="${version.significance}"/>
<summary type="text">${readable(sentences.join('\n'))}</summary>
</entry>
`
}

// XML 1.0 has no way to write control characters.
function readable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go.
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
}
