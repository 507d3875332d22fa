import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { Notice, NoticeVersion } from '#contract/notices.ts'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import ArticleSearch from './ArticleSearch.vue'
import AskedClause from './AskedClause.vue'
import NoticeFacts from './NoticeFacts.vue'
import { rangesOf } from './useArticleSearch.ts'
import WordsUsed from './WordsUsed.vue'

const version = (number: number, effectiveOn: string, rest: Partial<NoticeVersion> = {}): NoticeVersion => ({
  effectiveOn,
  publishedAt: `${effectiveOn}T07:00:00Z`,
  status: 'in-force',
  endsOn: null,
  number,
  significance: 'significant',
  reason: null,
  corrects: null,
  withdrawn: null,
  annotations: [],
  purposes: [],
  objection: null,
  languages: ['en', 'de'],
  prevailing: 'en',
  changelog: [],
  hash: 'a'.repeat(64),
  ...rest,
})
const [first, second] = [
  version(1, '2025-03-01', { status: 'past' }),
  version(2, '2026-03-01', {
    significance: 'corrigendum',
    corrects: '2025-03-01',
    reason: 'A wrong postal code',
    annotations: [
      { id: '01890a5d-ac96-774b-bcce-b302099a8057', section: null, text: { en: 'Invalid since then.' }, notedAt: '2026-07-16T09:00:00Z' },
    ],
  }),
]
const notice: Notice = {
  slug: 'privacy',
  kind: 'privacy-notice',
  title: { en: 'Privacy notice' },
  summary: null,
  related: [],
  versions: [first, second],
}

const articleOf = (html: string) => {
  const article = document.createElement('article')
  article.insertAdjacentHTML('beforeend', html)
  document.body.append(article)
  return article
}

afterEach(() => {
  document.body.replaceChildren()
})

describe('a clause that somebody has a link to', () => {
  it('is told to be gone, since when, and where it can still be read', async () => {
    const asked = { fate: 'gone', last: first, since: second, id: 'kept', wordsIn: () => 'Kept' } as const
    const part = await mountPart(AskedClause, { props: { notice, asked } })

    expect(part.text()).toContain('“Kept” was last part of version 1. It is gone since 1 March 2026, with version 2.')
    expect(part.get('a').attributes('href')).toBe('/en/notices/privacy/2025-03-01?clause=kept#kept')
    expect(await axeFaults(part.element)).toEqual([])
  })
})

describe('what stands before a text', () => {
  it('names what it corrects and why, and the notes added later', async () => {
    const text = { stale: ['kept'], fallbackFrom: null, language: 'de' }
    const part = await mountPart(NoticeFacts, { props: { notice, version: second, text } })

    expect(part.html()).toContain('A wrong postal code')
    expect(part.html()).toContain('Sections whose translation is older than the English text: 1.')
    expect(part.html()).toContain('Invalid since then.')
    expect(await axeFaults(document.body)).toEqual([])
  })
})

describe('words of the glossary', () => {
  it('are explained below the text, in its language', async () => {
    const text = { language: 'ar', glossary: [{ id: 'consent', term: 'موافقة', meaning: 'قبول حر' }] }
    const part = await mountPart(WordsUsed, { props: { text, direction: 'rtl' } })

    expect(part.get('dl').attributes()).toMatchObject({ lang: 'ar', dir: 'rtl' })
    expect(part.findAll('dt, dd').map((word) => word.text())).toEqual(['موافقة', 'قبول حر'])
    expect(await axeFaults(part.element)).toEqual([])
  })

  it('take no room where the text has none', async () => {
    const part = await mountPart(WordsUsed, { props: { text: { language: 'en', glossary: [] }, direction: 'ltr' } })

    expect(part.find('section').exists()).toBe(false)
  })
})

describe('the search inside a notice', () => {
  it('finds words over bold and links, whatever their case', () => {
    const article = articleOf('<p>Message <strong>bod</strong>ies and <a href="#x">message</a> bodies.</p>')

    expect(rangesOf(article, 'MESSAGE BODIES').map(String)).toEqual(['Message bodies', 'message bodies'])
  })

  it('counts the places and leads from one to the next, round and round', async () => {
    const article = articleOf('<p>kept kept kept</p>')
    const part = await mountPart(ArticleSearch, { props: { article } })

    await part.get('input').setValue('kept')
    await part.get('form').trigger('submit')
    await flushPromises()

    expect(part.get('[role=status]').text()).toBe('2 of 3')
    expect(article.innerHTML).toBe('<p>kept kept kept</p>')
    expect(await axeFaults(part.element)).toEqual([])
  })

  it('says when there is nothing', async () => {
    const part = await mountPart(ArticleSearch, { props: { article: articleOf('<p>kept</p>') } })

    await part.get('input').setValue('gone')

    expect(part.get('[role=status]').text()).toBe('Not found')
  })
})
