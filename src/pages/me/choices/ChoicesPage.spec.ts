import { describe, expect, it } from 'vitest'
import { axeFaults } from '#tests/support/mount-part.ts'
import { mountRoom, until } from '#tests/support/mount-room.ts'
import { startApi } from '#tests/support/page-api.ts'
import ChoicesPage from './ChoicesPage.vue'

const now = '2026-03-02T09:00:00Z'
const api = startApi(new Date(now))

async function openChoices() {
  await api.signIn()
  const { room, said } = await mountRoom(ChoicesPage, { now, path: '/en/me/choices' })
  await until(() => expect(room.findAll('.choice').length).toBeGreaterThan(0))
  const row = (title: string) => room.findAll('.choice').find((choice) => choice.get('h3').text().startsWith(title))!
  const flip = (title: string) => row(title).get<HTMLInputElement>('input').setValue(!isOn(title))
  const isOn = (title: string) => row(title).get<HTMLInputElement>('input').element.checked
  return { room, said, row, flip, isOn }
}

describe('the choices', () => {
  it('saves a no at once, says who is told, and shows each system with the last day', async () => {
    const { room, said, row, flip } = await openChoices()

    await flip('Product news')

    await until(() => expect(said()).toBe('Off. 2 systems are being told.'))
    expect(row('Product news').text()).toContain('0 of 2 systems have confirmed')
    expect(row('Product news').text()).toContain('Whoever asks us gets a no since 2 March 2026, 10:00.')
    expect(row('Product news').text()).toContain('We aim for 4 March 2026, 10:00. The last day is 12 March 2026.')
    expect(await axeFaults(room.element)).toEqual([])
  })

  it('flips the switch back and says why when the server is not reached', async () => {
    const { row, flip, isOn } = await openChoices()
    api.goAway()

    await flip('Offers')

    await until(() => expect(row('Offers').get('[role=alert]').text()).toContain('Not saved; the switch is back where it was.'))
    expect(isOn('Offers')).toBe(true)
  })

  it('takes back a change that was made a moment ago', async () => {
    const { said, row, flip, isOn } = await openChoices()
    await flip('Product news')
    await until(() => expect(row('Product news').text()).toContain('You said no a moment ago.'))

    await row('Product news').get('.row button').trigger('click')

    await until(() => expect(said()).toBe('On. 2 systems are being told.'))
    expect(isOn('Product news')).toBe(true)
  })

  it('withdraws everything with one click, and leaves what the service needs', async () => {
    const { room, row } = await openChoices()

    await room.get('.page-head__side button').trigger('click')

    await until(() => expect(room.get('.tally').text()).toBe('0on4off2needed for the service'))
    expect(row('Service messages').text()).toContain('Always on')
    expect(row('Service messages').text()).toContain('we could not keep our contract with you')
  })

  it('puts each answer among the receipts, the newest first', async () => {
    const { room, flip } = await openChoices()

    await flip('Offers')

    await until(() => expect(room.get('.receipts tbody tr').text()).toContain('No: Offers'))
  })

  it('shows what each system does next, as long as the page is open', async () => {
    const { row, flip } = await openChoices()
    await flip('Product news')
    await until(() => expect(row('Product news').text()).toContain('Queued.'))

    await api.sweep()

    await until(() => expect(row('Product news').text()).toContain('Sent 2 March 2026, 10:00, not confirmed yet'))
  })
})
