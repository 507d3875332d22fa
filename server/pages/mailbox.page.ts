import { type Html, type HtmlPart, html } from '#server/http/html.ts'
import type { Ports } from '#server/ports/ports.ts'
import type { Page } from './layout.html.ts'
import type { Wording } from './wording.ts'

const SHOWN = 100

/** The demo's mails, the newest first. Their words are text: nothing in them is run or fetched. */
export async function mailboxPage({ database }: Pick<Ports, 'database'>, { say, locale, moment }: Wording): Promise<Page> {
  const mails = await database.selectFrom('demo_mails').selectAll().orderBy('sent_at', 'desc').orderBy('id', 'desc').limit(SHOWN).execute()
  const items = mails.map(
    ({ id, sent_at, to_address, subject, text, headers }) =>
      html`<li class="case" id="mail-${id}"><div class="case__head"><h2 dir="auto">${subject}</h2></div><div class="case__body stack"><p class="small muted">${say.html('notices.mailbox.to', { address: html`<bdi>${to_address}</bdi>` })} · ${moment(new Date(sent_at))}</p><p class="mail-text" dir="auto">${linked(text)}</p><details class="fold"><summary>${say('notices.mailbox.headers')}</summary><dl>${headerLines(headers)}</dl></details></div></li>`,
  )
  return {
    title: say('notices.mailbox.title'),
    path: '/',
    canonical: `/${locale}/`,
    alternates: [],
    isIndexed: false,
    data: null,
    main: html`<div class="page-head"><div><h1>${say('notices.mailbox.title')}</h1><p class="lede">${say('notices.mailbox.lede')}</p></div></div>
${mails.length === 0 ? html`<p class="muted">${say('notices.mailbox.empty')}</p>` : html`<ul class="mailbox stack">${items}</ul>`}`,
  }
}

function headerLines(headers: string): Html[] {
  const lines = Object.entries(JSON.parse(headers) as Record<string, string>)
  return lines.map(([name, value]) => html`<dt><code class="ltr">${name}</code></dt><dd><code class="ltr">${value}</code></dd>`)
}

/** Web addresses in a plain text as links; the rest as it stands, line by line. */
export function linked(text: string): Html {
  const parts: HtmlPart[] = text.split(/(https?:\/\/[^\s<>"]+)/).map((part, at) => {
    if (at % 2 === 0) return part.split('\n').map((line, row) => (row === 0 ? line : html`<br>${line}`))
    const address = part.replace(/[.,;:!?)\]]+$/, '')
    return html`<a href="${address}">${address}</a>${part.slice(address.length)}`
  })
  return html`${parts}`
}
