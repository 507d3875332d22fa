import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { type TestPorts, testPorts } from '#tests/support/ports.ts'
import { readComparison } from './compare.usecase.ts'
import type { Publishable } from './publication.ts'
import { publishNotice } from './publish.usecase.ts'

const draft = (effectiveOn: string, days: number): Publishable => ({
  slug: 'privacy',
  kind: 'privacy-notice',
  title: { en: 'Privacy notice', de: 'Datenschutzhinweis' },
  prevailing: 'en',
  significance: 'significant',
  reason: null,
  changelog: [],
  texts: { en: `## Kept {#kept}\n\nWe keep texts for ${days} days.`, de: `## Aufbewahrung {#kept}\n\nWir behalten Texte ${days} Tage.` },
  effectiveOn,
})

describe.each(engines)('comparisons on $name', ({ open }) => {
  let opened: OpenDatabase
  let ports: TestPorts
  beforeEach(async () => {
    opened = await open()
    ports = testPorts(opened.database)
    await publishNotice(ports, draft('2018-05-25', 7), { publishedAt: new Date('2018-05-25T07:00:00Z') })
    await publishNotice(ports, draft('2020-05-25', 6), { publishedAt: new Date('2020-03-25T07:00:00Z') })
    await publishNotice(ports, draft('2022-05-25', 5), { publishedAt: new Date('2022-03-25T07:00:00Z') })
  })
  afterEach(() => opened.close())

  const stored = () =>
    opened.database
      .selectFrom('notice_comparisons')
      .select(['from_on', 'to_on', 'language'])
      .orderBy('from_on')
      .orderBy('language')
      .execute()
  const read = (from: string, to: string) => readComparison(ports, 'privacy', { from, to }, 'en')

  it('of neighbours are stored when the newer version is published, in every common language', async () => {
    expect(await stored()).toEqual([
      { from_on: '2018-05-25', to_on: '2020-05-25', language: 'de' },
      { from_on: '2018-05-25', to_on: '2020-05-25', language: 'en' },
      { from_on: '2020-05-25', to_on: '2022-05-25', language: 'de' },
      { from_on: '2020-05-25', to_on: '2022-05-25', language: 'en' },
    ])
  })

  it('of neighbours are read as they were stored', async () => {
    await opened.database.updateTable('notice_comparisons').set({ html: '<p>as stored</p>' }).where('from_on', '=', '2018-05-25').execute()

    expect((await read('2018-05-25', '2020-05-25')).html).toBe('<p>as stored</p>')
  })

  it('lead to our own pages in the language of the texts', async () => {
    const link = '<p>See <a href="/notices/cookies">cookies</a></p>'
    await opened.database.updateTable('notice_comparisons').set({ html: link }).where('from_on', '=', '2018-05-25').execute()

    expect((await read('2018-05-25', '2020-05-25')).html).toBe('<p>See <a href="/en/notices/cookies">cookies</a></p>')
  })

  it('of far versions are made when asked for, the same every time, and not stored', async () => {
    const far = await read('2018-05-25', '2022-05-25')

    expect(far.html).toContain('<del><span class="vh">removed: </span>7</del>')
    expect(far).toMatchObject({ sections: [{ anchor: 'd-kept', title: 'Kept', isChanged: true, changes: [1] }], sameSections: 0 })
    expect(await read('2018-05-25', '2022-05-25')).toEqual(far)
    expect(await stored()).toHaveLength(4)
  })

  it('stored in an older form are made anew', async () => {
    await opened.database.updateTable('notice_comparisons').set({ html: 'old', changes: '{"form":0}' }).execute()

    expect((await read('2018-05-25', '2020-05-25')).html).toContain('removed: </span>7</del>')
  })

  it('say the same when made at publication and when made on demand', async () => {
    const atPublication = await read('2018-05-25', '2020-05-25')
    await opened.database.deleteFrom('notice_comparisons').execute()

    expect(await read('2018-05-25', '2020-05-25')).toEqual(atPublication)
  })
})
