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
  const readFor = (client: string, from: string, to: string) => readComparison(ports, 'privacy', { from, to }, 'en', client)
  const publishYearly = async (years: number) => {
    for (const year of Array.from({ length: years }, (_, at) => 2023 + at))
      await publishNotice(ports, draft(`${year}-05-25`, year), { publishedAt: new Date(`${year}-03-25T07:00:00Z`) })
  }
  /** All pairs of versions that are no neighbours, without the first version, whose comparisons other cases have made. */
  const far = async () => {
    const rows = await opened.database.selectFrom('notice_versions').select('effective_on').orderBy('effective_on').execute()
    const days = rows.slice(1).map(({ effective_on }) => effective_on)
    return days.flatMap((from, at) => days.slice(at + 2).map((to): [string, string] => [from, to]))
  }
  const read = (from: string, to: string) => readComparison(ports, 'privacy', { from, to }, 'en', '192.0.2.1')

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

  it('of far versions are made once for all who ask for the same at the same time', async () => {
    const all = await Promise.all(Array.from({ length: 30 }, (_, at) => readFor(`192.0.2.${at}`, '2018-05-25', '2022-05-25')))

    expect(new Set(all.map(({ sections }) => sections)).size).toBe(1)
  })

  it('of far versions are made for one client so many times a minute, and for another client still', async () => {
    await publishYearly(8)
    const asked = await Promise.allSettled((await far()).map(([from, to]) => readFor('198.51.100.1', from, to)))
    const made = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    const [refusal] = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    const { from, to } = made.at(-1)!

    const again = await readFor('198.51.100.1', from, to)
    const other = await readFor('198.51.100.2', '2020-05-25', '2030-05-25')
    ports.clock.advance({ minutes: 1 })
    const later = await readFor('198.51.100.1', '2022-05-25', '2030-05-25')

    expect([made.length, asked.length]).toEqual([20, 36])
    expect(refusal).toMatchObject({ code: 'request/too-many', facts: { retryAfterSeconds: expect.any(Number) } })
    expect([again, other.to, later.from]).toEqual([made.at(-1), '2030-05-25', '2022-05-25'])
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
