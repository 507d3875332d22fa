import type { Notice, NoticeText, NoticeVersion } from '#contract/notices.ts'
import { type Html, html, jsonInScript } from '#server/http/html.ts'
import { versionPath } from './addresses.ts'

/** What search engines read about a notice (schema.org as JSON-LD): a data block, which no browser runs. */
export function structuredData(
  notice: Notice,
  version: NoticeVersion,
  text: NoticeText,
  { baseUrl, operator }: { baseUrl: string; operator: string },
): Html {
  const { slug } = notice
  const { effectiveOn, endsOn, number, publishedAt, prevailing, languages, status } = version
  const address = (language: string) => `${baseUrl}/${language}${versionPath(slug, effectiveOn)}`
  const facts = {
    '@context': 'https://schema.org',
    '@type': 'DigitalDocument',
    '@id': address(text.language),
    url: address(text.language),
    name: text.title,
    inLanguage: text.language,
    version: String(number),
    datePublished: publishedAt,
    // A version that was withdrawn never applied on any day.
    ...(status === 'withdrawn' ? { creativeWorkStatus: 'Withdrawn' } : { temporalCoverage: `${effectiveOn}/${endsOn ?? '..'}` }),
    publisher: { '@type': 'Organization', name: operator },
    identifier: `sha256:${text.hash}`,
    ...(text.language === prevailing
      ? { workTranslation: languages.filter((one) => one !== prevailing).map((one) => ({ '@id': address(one) })) }
      : { translationOfWork: { '@id': address(prevailing) } }),
  }
  return html`<script type="application/ld+json">${jsonInScript(facts)}</script>`
}
