import type { NoticeComparison } from '#contract/notices.ts'
import { headingNumber } from '#domain/notice-labels.ts'
import { type Html, html } from '#server/http/html.ts'
import { foldIcon } from './icons.ts'
import { directionOf, type Wording } from './wording.ts'

type Section = NoticeComparison['sections'][number]

/** How many sections changed, moved, came and went, and a link to every change. */
export function comparisonSummary({ sections, sameSections, language }: NoticeComparison, wording: Wording): Html | null {
  const { say } = wording
  if (sections.length === 0) return html`<p>${say('notices.comparison.none')}</p>`
  const count = (isCounted: (section: Section) => boolean) => sections.filter(isCounted).length
  const counts = [
    ['notices.comparison.sectionsChanged', count(({ isChanged }) => isChanged)],
    ['notices.comparison.sectionsRenumbered', count(({ isRenumbered }) => isRenumbered)],
    ['notices.comparison.sectionsMoved', count(({ isMoved }) => isMoved)],
    ['notices.comparison.sectionsNew', count(({ isNew }) => isNew)],
    ['notices.comparison.sectionsRemoved', count(({ isRemoved }) => isRemoved)],
    ['notices.comparison.sectionsSame', sameSections],
  ] as const
  const shown = counts.filter(([, number]) => number > 0).map(([key, number]) => html`<li>${say(key, { count: number }, number)}</li>`)
  const items = sections.map((section) => sectionItem(section, language, wording))
  return html`<ul class="counts">${shown}</ul>
<nav class="jumps" aria-label="${say('notices.comparison.list')}"><details class="fold"><summary>${foldIcon}${say('notices.comparison.list')}</summary><div><ol>${items}</ol></div></details></nav>`
}

function sectionItem(section: Section, language: NoticeComparison['language'], { say }: Wording): Html {
  const { anchor, label, title, changes } = section
  const name = title === '' ? say('notices.comparison.beginning') : title
  const own = title === '' ? null : html` lang="${language}" dir="${directionOf(language)}"`
  const links = changes.map(
    (number) => html`<li><a href="#c${number}" aria-label="${say('notices.comparison.change', { number })}">${number}</a></li>`,
  )
  return html`<li><a href="#${anchor}"${own}>${label !== '' && html`<span class="n">${headingNumber(label)}</span> `}${name}</a> ${tags(section, say)}<ul aria-label="${say('notices.comparison.changesOf', { section: name })}">${links}</ul></li>`
}

function tags({ isNew, isRemoved, isMoved, isChanged, isRenumbered }: Section, say: Wording['say']): Html {
  const names = [
    isNew && say('notices.comparison.sectionNew'),
    isRemoved && say('notices.comparison.sectionRemoved'),
    isMoved && say('notices.comparison.sectionMoved'),
    isChanged && say('notices.comparison.sectionChanged'),
    isRenumbered && say('notices.comparison.sectionRenumbered'),
  ]
  return html`${names.map((name) => name !== false && html`<span class="tag tag--time">${name}</span> `)}`
}
