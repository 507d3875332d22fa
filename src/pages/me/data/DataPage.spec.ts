import { describe, expect, it } from 'vitest'
import { axeFaults } from '#tests/support/mount-part.ts'
import { mountRoom, until } from '#tests/support/mount-room.ts'
import { startApi } from '#tests/support/page-api.ts'
import CategoryPage from './CategoryPage.vue'
import DataPage from './DataPage.vue'

const now = '2026-03-02T09:00:00Z'
const api = startApi(new Date(now))

async function openData() {
  await api.signIn()
  const { room } = await mountRoom(DataPage, { now, path: '/en/me/data' })
  await until(() => expect(room.findAll('article').length).toBeGreaterThan(0))
  return room
}
async function openCategory(category: string) {
  await api.signIn()
  const { room, said } = await mountRoom(CategoryPage, { now, path: `/en/me/data/${category}` })
  await until(() => expect(room.find('tbody tr').exists()).toBe(true))
  return { room, said }
}

describe('the kinds of data', () => {
  it('shows every category of the register with its ground, its end and its number of records', async () => {
    const room = await openData()

    const metadata = room.findAll('article').find((card) => card.text().includes('Message metadata'))!
    expect(room.findAll('article')).toHaveLength(10)
    expect(metadata.text()).toContain('Contract, Art. 6(1)(b) GDPR')
    expect(metadata.text()).toContain('30 days')
    expect(metadata.text()).toContain('60 records')
    expect(await axeFaults(room.element)).toEqual([])
  })

  it('says that nothing could be read when the server is away, and offers to try again', async () => {
    await api.signIn()
    api.goAway()

    const { room } = await mountRoom(DataPage, { now, path: '/en/me/data' })

    await until(() => expect(room.get('[role=alert]').text()).toContain('The server was not reached'))
    expect(room.get('[role=alert] button').text()).toBe('Try again')
  })
})

describe('one kind of data', () => {
  it('names on its label use, ground, source, recipients, place, and where it is written down', async () => {
    const { room } = await openCategory('message-metadata')

    expect(room.findAll('.cartel dt').map((term) => term.text())).toEqual([
      'What we use it for',
      'What allows us to',
      'Where it comes from',
      'Who receives it',
      'Where it is stored',
      'Written down in',
    ])
    expect(room.get('.cartel a').attributes('href')).toBe('/en/notices/privacy#what-we-hold')
  })

  it('has no faults that axe can find', async () => {
    const { room } = await openCategory('billing')

    expect(await axeFaults(room.element)).toEqual([])
  })

  it('pages through the records, 50 at a time, and says which part is shown', async () => {
    const { room, said } = await openCategory('message-metadata')

    await room.findAll('.pager button').at(-1)!.trigger('click')

    await until(() => expect(said()).toBe('51 to 60 of 60 records'))
    expect(room.findAll('tbody tr')).toHaveLength(10)
  })

  it('narrows the records to a kind and to days at once, and goes back to all', async () => {
    const { room, said } = await openCategory('marketing-preferences')
    const all = room.findAll('tbody tr').length

    await room.get('select').setValue('newsletter.subscriptions')
    await until(() => expect(said()).toMatch(/records? found$/))
    const ofKind = room.findAll('tbody tr').length
    await room.findAll('input[type=date]')[1]?.setValue('2000-01-01')

    await until(() => expect(room.text()).toContain('No record fits these filters.'))
    expect(ofKind).toBeLessThan(all)
    expect(await axeFaults(room.element)).toEqual([])
    await room
      .findAll('button')
      .find((button) => button.text() === 'Clear the filters')
      ?.trigger('click')
    await until(() => expect(room.findAll('tbody tr')).toHaveLength(all))
  })

  it('says politely how many records a search has found, and why none', async () => {
    const { room, said } = await openCategory('message-metadata')

    await room.get('input[type=search]').setValue('no record says this')

    await until(() => expect(said()).toBe('0 records found'))
    expect(room.text()).toContain('No record contains “no record says this”.')
  })

  it('says when the first record leaves', async () => {
    const { room } = await openCategory('message-bodies')

    expect(room.get('.leaves').text()).toMatch(/^\d+ Mar(in \d+ (days|hours?)|Its time is over)/)
  })

  it('says that an unknown kind does not exist', async () => {
    await api.signIn()

    const { room } = await mountRoom(CategoryPage, { now, path: '/en/me/data/nothing' })

    await until(() => expect(room.get('h1').text()).toBe('There is no such kind of data'))
  })
})
