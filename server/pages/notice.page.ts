import type { Notice, NoticeClause, NoticeText, NoticeVersion } from '#contract/notices.ts'
import { headingNumber } from '#domain/notice-labels.ts'
import { clauseFate, titleAbove } from '#domain/notice-reading.ts'
import { Html, html } from '#server/http/html.ts'
import { feedPath, noticePath, versionBefore, versionPath, versionsPath } from './addresses.ts'
import { answerBox } from './answer-box.html.ts'
import { sectionsIcon } from './icons.ts'
import type { Page } from './layout.html.ts'
import { noticeAnnotations, noticeFacts, noticeTools, versionRail } from './notice-head.html.ts'
import { structuredData } from './structured-data.ts'
import { subscribeForm } from './subscribe-form.html.ts'
import { versionStrip } from './version-strip.html.ts'
import { directionOf, languages, type Wording } from './wording.ts'

/** What a notice's page is made from. */
export interface NoticePage {
  notice: Notice
  version: NoticeVersion
  text: NoticeText
  /** Tells an address with a date from the one that always shows the version in force. */
  isDated: boolean
  /** The clause that the address asks for. */
  asked: { id: string; clause: NoticeClause | null } | null
  /** Notices that this one names, with their titles. */
  related: readonly Notice[]
  publisher: { baseUrl: string; operator: string; contactEmail: string }
}

/** A notice in one version and language, or in two side by side. */
export function noticePage({ notice, version, text, isDated, asked, related, publisher }: NoticePage, wording: Wording): Page {
  const { slug } = notice
  const { locale, say } = wording
  const path = isDated ? versionPath(slug, version.effectiveOn) : noticePath(slug)
  const isShown = text.fallbackFrom === null
  const isListed = version.status === 'in-force' || version.status === 'upcoming'
  const own = version.status === 'upcoming' ? versionPath(slug, version.effectiveOn) : noticePath(slug)
  const { html: _html, ...about } = text
  const above = titleAbove(notice, text)
  return {
    title: version.status === 'in-force' ? above.title : `${above.title}, ${say('notices.versionIs', { number: version.number })}`,
    path,
    canonical: `/${isShown ? locale : text.language}${own}`,
    alternates: isListed ? languages.map((language) => language.locale).filter((one) => version.languages.includes(one)) : [],
    isIndexed: isListed && text.beside === null,
    head: html`<link rel="alternate" type="application/atom+xml" href="/${locale}${feedPath(slug)}" title="${say('notices.formats.feed')}">
<link rel="alternate" type="text/markdown" href="/${text.language}${versionPath(slug, version.effectiveOn)}.md">
${structuredData(notice, version, text, publisher)}`,
    data: { path: `/${locale}${path}${text.beside === null ? '' : `?beside=${text.beside}`}`, notice, text: about },
    main: html`<div class="doc">
${versionStrip(notice, version, wording)}
<div class="doc-head">
<div><h1 lang="${above.language}" dir="${directionOf(above.language)}">${above.title}</h1>${notice.summary && html`<p class="lede">${wording.text(notice.summary)}</p>`}</div>
${asked && askedHtml(notice, version, text, asked, wording)}
${versionRail(notice, version, wording)}
<a class="link allv" href="/${locale}${versionsPath(slug)}">${say('notices.allVersions', { count: notice.versions.length }, notice.versions.length)}</a>
${noticeTools(notice, version, text, isDated, wording)}
${noticeFacts(notice, version, text, wording)}
${noticeAnnotations(version, wording)}
${changelog(notice, version, wording)}
</div>
${reader(version, text, wording)}
${version.status !== 'past' && answerBox(version, path, publisher.contactEmail, wording)}
${furtherHtml(notice, version, text, related, wording)}
</div>`,
  }
}

/** Where the asked clause is, or since when it is gone. */
function askedHtml(
  notice: Notice,
  version: NoticeVersion,
  text: NoticeText,
  { id, clause }: NonNullable<NoticePage['asked']>,
  wording: Wording,
): Html {
  const { say, time, locale } = wording
  const found = clauseFate(notice.versions, clause?.versions.map(({ effectiveOn }) => effectiveOn) ?? [], version.effectiveOn)
  const nameOf = ({ number }: NoticeVersion) => say('notices.versionIs', { number })
  const read = ({ effectiveOn, number }: NoticeVersion) =>
    html`<a href="/${locale}${versionPath(notice.slug, effectiveOn)}?clause=${encodeURIComponent(id)}#${id}">${say('notices.clause.read', { number })}</a>`
  const wordsIn = ({ effectiveOn }: NoticeVersion) =>
    html`<bdi lang="${text.language}">${clause?.versions.find((one) => one.effectiveOn === effectiveOn)?.words ?? ''}</bdi>`
  switch (found.fate) {
    case 'here': {
      const here = clause?.versions.find((one) => one.effectiveOn === version.effectiveOn)
      const link = html`<a href="#${id}"><bdi lang="${text.language}">${[here?.label, here?.words].filter(Boolean).join(' ')}</bdi></a>`
      return html`<p class="small muted asked">${say.html('notices.clause.here', { clause: link })}</p>`
    }
    case 'gone': {
      const values = {
        words: wordsIn(found.last),
        last: nameOf(found.last),
        since: nameOf(found.since),
        date: time(found.since.effectiveOn),
      }
      return askedNote(say('notices.clause.goneTitle'), html`${say.html('notices.clause.gone', values)} ${read(found.last)}`)
    }
    case 'later': {
      const values = { words: wordsIn(found.first), first: nameOf(found.first), date: time(found.first.effectiveOn) }
      return askedNote(say('notices.clause.laterTitle'), html`${say.html('notices.clause.later', values)} ${read(found.first)}`)
    }
    case 'unknown':
      return askedNote(say('notices.clause.unknownTitle'), html`${say('notices.clause.unknown')}`)
    default:
      return found satisfies never
  }
}

function askedNote(title: string, text: Html): Html {
  return html`<section class="note note--time" id="gone" aria-labelledby="gone-title"><h2 class="note__title" id="gone-title">${title}</h2><p>${text}</p></section>`
}

function changelog(notice: Notice, version: NoticeVersion, { say, text, locale }: Wording): Html | null {
  if (!versionBefore(notice, version) || version.changelog.length === 0) return null
  const items = version.changelog.map((change) => {
    const lang = change.text[locale] ? null : html` lang="en"`
    return html`<li${lang}>${change.section === null ? text(change.text) : html`<a href="#${change.section}">${text(change.text)}</a>`}</li>`
  })
  return html`<section aria-labelledby="changed" class="changed-list"><h2 id="changed">${say('notices.whatChanged', { number: version.number })}</h2><ul class="summary">${items}</ul></section>`
}

function reader(version: NoticeVersion, text: NoticeText, { say, languageName }: Wording): Html {
  const changed = new Set(version.number === 1 ? [] : version.changelog.map(({ section }) => section))
  const items = topSections(text.sections).map(
    ({ id, label, title }) =>
      html`<li><a href="#${id}">${label !== '' && html`<span class="n">${headingNumber(label)}</span>`}<span>${title}</span>${changed.has(id) && html`<span class="chg" role="img" aria-label="${say('notices.sectionChanged')}"></span>`}</a></li>`,
  )
  const language = html`lang="${text.language}" dir="${directionOf(text.language)}"`
  const name = `${text.slug}@${text.effectiveOn}@${text.language}${text.beside === null ? '' : `+${text.beside}`}`
  const hash = html`<code class="ltr">sha256 ${text.hash}</code>`
  return html`<div class="reader">
<button class="btn toc-btn" type="button" popovertarget="toc">${sectionsIcon}${say('notices.sections')}</button>
<nav class="toc" id="toc" popover aria-label="${say('notices.sections')}"><ol ${language}>${items}</ol>${text.glossary.length > 0 && html`<p class="toc__words"><a href="#words-used">${say('notices.wordsUsed.title')}</a></p>`}</nav>
<div class="reader__text"><article id="article"${text.beside !== null && html` class="beside"`} data-notice="${name}" ${language}>${new Html(text.html)}</article>
<p class="small muted fingerprint">${say.html('notices.fingerprint', { number: version.number, language: languageName(text.language), hash })}</p>${glossaryHtml(text, say)}</div>
</div>`
}

/** Words of the text that the operator explains; outside the article, whose words and fingerprint they leave alone. */
function glossaryHtml({ glossary, language }: NoticeText, say: Wording['say']): Html | null {
  if (glossary.length === 0) return null
  const terms = glossary.map(({ id, term, meaning }) => html`<div id="word-used-${id}"><dt>${term}</dt><dd>${meaning}</dd></div>`)
  return html`<section class="words-used" aria-labelledby="words-used"><h2 id="words-used">${say('notices.wordsUsed.title')}</h2><p class="small muted">${say('notices.wordsUsed.hint')}</p><dl lang="${language}" dir="${directionOf(language)}">${terms}</dl></section>`
}

/** The sections of the highest level; a single title above all others is no section. */
function topSections(sections: NoticeText['sections']): NoticeText['sections'] {
  const [first, ...rest] = sections
  const highest = Math.min(6, ...sections.map(({ level }) => level))
  const isTitle = first?.level === highest && rest.length > 0 && rest.every(({ level }) => level > highest)
  const top = isTitle ? Math.min(...rest.map(({ level }) => level)) : highest
  return sections.filter(({ level }) => level === top)
}

function furtherHtml(
  { slug }: Notice,
  { effectiveOn }: NoticeVersion,
  { language }: NoticeText,
  related: readonly Notice[],
  wording: Wording,
): Html {
  const { say, text, locale } = wording
  const path = `/${language}${versionPath(slug, effectiveOn)}`
  const links = related.map((other) => html`<li><a class="link" href="/${locale}${noticePath(other.slug)}">${text(other.title)}</a></li>`)
  return html`<div class="further no-print">${subscribeForm(slug, wording)}
${related.length > 0 && html`<section aria-labelledby="related"><h2 id="related">${say('notices.related')}</h2><ul>${links}</ul></section>`}
<section aria-labelledby="formats"><h2 id="formats">${say('notices.formats.title')}</h2><ul><li><a class="link" href="${path}.md">${say('notices.formats.markdown')}</a></li><li><a class="link" href="${path}.json">${say('notices.formats.json')}</a></li><li><a class="link" href="/${locale}${feedPath(slug)}">${say('notices.formats.feed')}</a></li></ul></section></div>`
}
