import type { SignedDocument } from '#contract/choices.ts'
import { ProblemError } from '#contract/problems.ts'
import { type CertifiedKeeping, certificateIn, certifiedKeepings, certifiedSources, type ErasureCertificate } from '#domain/certificate.ts'
import { languageTags } from '#domain/language-tags.ts'
import { type Html, html } from '#server/http/html.ts'
import { readCertificate } from '#server/modules/erasures/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import type { Page } from './layout.html.ts'
import type { Wording } from './wording.ts'

const seal = html`<svg class="seal" viewBox="0 0 32 32" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true"><path d="M6.5 4.5h19v17h-19z"/><path d="M4 21.5h24v6H4z" fill="currentColor"/><path d="M11 17.5 19.5 8M16.5 17.5l4.6-5.2" stroke-width="1.2"/></svg>`

/** The end of a deletion, for whoever holds the code from the last mail. A wrong code and a deletion that is not done look alike. */
export async function certificatePage(code: string, wording: Wording, ports: Ports): Promise<Page> {
  const { say } = wording
  const signed = await signedBy(code, ports)
  const certificate = signed && certificateIn(signed.document)
  if (!signed || !certificate) {
    const main = html`<div class="page-head"><div><h1>${say('certificate.missing')}</h1><p class="lede">${say('certificate.missingHow')}</p></div></div>`
    return page(code, wording, { title: say('certificate.missing'), main, status: 404 })
  }
  const main = html`<div class="page-head no-print"><div><h1>${say('certificate.headline')}</h1><p class="lede">${say('certificate.lede')}</p></div></div>
<div class="rooms">${sheet(certificate, signed, wording, ports)}
<div class="btn-row no-print cert-do"><a class="btn btn--primary" href="/api/certificates/${code}" download="certificate-${certificate.executedAt.slice(0, 10)}.json">${say('certificate.download')}</a></div></div>`
  return page(code, wording, { title: say('certificate.title'), main, status: 200 })
}

async function signedBy(code: string, ports: Ports): Promise<SignedDocument | null> {
  try {
    return await readCertificate(ports, code)
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'request/not-found') return null
    throw error
  }
}

function sheet(certificate: ErasureCertificate, { signature, keyId }: SignedDocument, wording: Wording, { content }: Ports): Html {
  const { say, locale, time, day, dayOf, text } = wording
  const number = new Intl.NumberFormat(languageTags[locale])
  const columns = ['system', 'erased', 'masked', 'kept'] as const
  const label = (column: (typeof columns)[number]) => say(`certificate.columns.${column}`)
  const count = (column: 'erased' | 'masked' | 'kept', value: number) =>
    html`<td class="r" role="cell" data-label="${label(column)}">${number.format(value)}</td>`
  const rows = certifiedSources(certificate).map(
    ({ title, erased, masked, kept }) =>
      html`<tr role="row"><th scope="row" role="rowheader" data-wide>${text(title as { en: string })}</th>${count('erased', erased)}${count('masked', masked)}${count('kept', kept)}</tr>`,
  )
  const keepings = certifiedKeepings(certificate)
  const line = ({ category, count: records, ground, until }: CertifiedKeeping) => {
    const title = content.categories.find(({ id }) => id === category)?.title
    return html`<div><p><strong>${title ? text(title) : category}</strong> · ${number.format(records)}</p>${ground && html`<p class="small">${text(ground as { en: string })}</p>`}<p class="small brass-text">${until ? say('deletion.keptUntil', { date: day(until) }) : say('deletion.keptOpen')}</p></div>`
  }
  const fact = (name: string, value: Html | string) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`
  const operator = certificate.issuer.name
  return html`<article class="cert" aria-labelledby="certificate"><header><div><p class="small muted"><bdi>${operator}</bdi></p><h2 id="certificate">${say('certificate.heading')}</h2><p class="mono small"><code class="ltr">${certificate.id}</code></p></div>${seal}</header>
<p>${say.html('certificate.what', { at: time(dayOf(certificate.executedAt)), operator: html`<bdi>${operator}</bdi>` })}</p>
<table class="table table--cards-s" role="table"><caption class="vh">${say('certificate.caption')}</caption><thead role="rowgroup"><tr role="row">${columns.map((column) => html`<th scope="col" role="columnheader"${column !== 'system' && html` class="r"`}>${label(column)}</th>`)}</tr></thead><tbody role="rowgroup">${rows}</tbody></table>
<dl class="cartel">${fact(say('certificate.backups'), say('certificate.backupsBy', { date: day(certificate.backupsUntil) }))}
<div><dt>${say('certificate.kept')}</dt>${keepings.length === 0 ? html`<dd>${say('certificate.nothingKept')}</dd>` : html`<dd class="stack">${keepings.map(line)}</dd>`}</div>
${fact(say('certificate.account'), html`<code class="ltr hash">${certificate.subject}</code>`)}
${fact(say('certificate.requested'), time(dayOf(certificate.requestedAt)))}
${fact(say('certificate.signature'), html`<code class="ltr hash">${signature}</code>`)}
${fact(say('certificate.key'), html`<code class="ltr hash">${keyId}</code>`)}
${fact(say('certificate.check'), html`<a href="/${locale}/verify">${say('certificate.checkHow')}</a>`)}</dl></article>`
}

/** Not for search engines; the languages of the menu lead to the same certificate. */
function page(code: string, { locale }: Wording, { title, main, status }: Pick<Page, 'title' | 'main' | 'status'>): Page {
  const path = `/status/${encodeURIComponent(code)}`
  return { title, path, canonical: `/${locale}${path}`, alternates: [], isIndexed: false, data: null, main, ...(status ? { status } : {}) }
}
