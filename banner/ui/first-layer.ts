import { fill } from '../core/language.ts'
import { button, h } from './dom.ts'
import { type Acts, inLanguage, type View } from './view.ts'

export interface FirstLayer {
  node: HTMLElement
  /** Where the focus returns when the second layer closes without a decision. */
  choose: HTMLButtonElement
}

/** The question. Reject stands first; reject and accept are the same button but for their words. */
export function firstLayer({ texts, language, categories, companies, signal, notice }: View, acts: Acts, open: () => void): FirstLayer {
  const purposes = categories.filter(({ id }) => id !== 'necessary').map(({ title }) => inLanguage(title, language))
  const body = fill(texts.body, {
    purposes: new Intl.ListFormat(language).format(purposes),
    companies: new Intl.NumberFormat(language).format(companies),
  })
  const choose = button(texts.choose, 'alt', open)
  const node = h(
    'section',
    { 'aria-label': texts.label },
    h(
      'div',
      {},
      h(
        'div',
        {},
        h('h2', {}, texts.title),
        h('p', {}, body, ' ', h('a', { href: notice }, texts.notice)),
        ...(signal ? [h('p', {}, h('b', {}, texts.signal))] : []),
      ),
      h(
        'div',
        { class: 'row' },
        button(texts.reject, '', (event) => acts.reject(event, 'banner-first')),
        button(texts.accept, '', (event) => acts.accept(event, 'banner-first')),
        choose,
      ),
    ),
  )
  return { node, choose }
}
