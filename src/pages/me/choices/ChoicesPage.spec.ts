import type { VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { honourSignal } from '#server/modules/consents/index.ts'
import { axeFaults } from '#tests/support/mount-part.ts'
import { mountRoom, until } from '#tests/support/mount-room.ts'
import { ida, startApi } from '#tests/support/page-api.ts'
import ChoicesPage from './ChoicesPage.vue'

const now = '2026-03-02T09:00:00Z'
const api = startApi(new Date(now))

const device = '0195a000-0000-4000-8000-00000000000a'

/** Ida's choices; `joined`: a browser that answered so about statistics a minute ago, and follows her; `signal`: she signed in with GPC. */
async function openChoices({ joined, signal = false }: { joined?: 'granted' | 'denied'; signal?: boolean } = {}) {
  await api.signIn()
  if (signal) await honourSignal({ accountId: await account(), language: 'en' }, api.ports)
  if (joined) await join(joined)
  const { room, said } = await mountRoom(ChoicesPage, { now, path: '/en/me/choices' })
  await until(() => expect(room.findAll('.choice').length).toBeGreaterThan(0))
  const row = (title: string) => room.findAll('.choice').find((choice) => choice.get('h3').text().startsWith(title))!
  const flip = (title: string) => row(title).get<HTMLInputElement>('input').setValue(!isOn(title))
  const isOn = (title: string) => row(title).get<HTMLInputElement>('input').element.checked
  const button = (title: string, label: string) =>
    row(title)
      .findAll('button')
      .find((one) => one.text() === label)!
  const press = async (title: string, label: string) => {
    await until(() => expect(button(title, label)).toBeDefined())
    await button(title, label).trigger('click')
  }
  return { room, said, row, flip, isOn, press }
}
async function account(): Promise<string> {
  const { id } = await api.ports.database.selectFrom('accounts').select('id').where('email', '=', ida.email).executeTakeFirstOrThrow()
  return id
}
async function join(state: 'granted' | 'denied') {
  const { database } = api.ports
  const accountId = await account()
  const at = new Date(now).getTime() - 60_000
  const row = {
    id: '0195a000-0000-4000-8000-00007f3a19c2',
    subject: `account:${accountId}`,
    site: 'acme-website',
    purpose: 'statistics',
    channel: 'web',
    state,
    origin: 'explicit',
    wording_id: 'banner-0123abcd',
    wording_text: 'Statistics',
    fingerprint: '0123abcd',
    language: 'en',
    surface: 'banner-first',
    decided_at: at,
    recorded_at: at,
    paused_until: null,
    resumes: null,
  }
  await database.insertInto('decisions').values(row).execute()
  const { subject, purpose, channel, decided_at, paused_until, resumes } = row
  await database
    .insertInto('choices')
    .values({ subject, purpose, channel, state, decision_id: row.id, decided_at, paused_until, resumes })
    .execute()
  await database.insertInto('joined_devices').values({ device, account_id: accountId, joined_at: at }).execute()
}
async function breach() {
  await api.ports.database.updateTable('obligations').set({ status: 'breached' }).execute()
}
function website(room: VueWrapper) {
  return room.findAll('section').find((section) => section.attributes('aria-labelledby') === 'websites')!
}

describe('the choices', () => {
  afterEach(() => void Reflect.deleteProperty(navigator, 'globalPrivacyControl'))

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

  it('keeps the last of two quick answers, also where the first one is slow to arrive', async () => {
    const { said, flip, isOn } = await openChoices()
    api.delayNext('/api/me/decisions', 300)

    await flip('Product news')
    await flip('Product news')

    await until(() => expect(said()).toMatch(/^(?:Off|On)\. 2 systems are being told\.$/))
    expect(isOn('Product news')).toBe(true)
    await until(() => expect(said()).toBe('On. 2 systems are being told.'))
    expect(isOn('Product news')).toBe(true)
    const stands = await api.ports.database.selectFrom('choices').select('state').where('purpose', '=', 'product-news').execute()
    expect(stands).toEqual([{ state: 'granted' }])
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

  it('sends less often, says what stands, and goes back to as often as before', async () => {
    const { said, row, press, isOn } = await openChoices()

    await press('Product news', 'Less often, please')

    await until(() => expect(said()).toBe('Less often. 2 systems are being told.'))
    expect([isOn('Product news'), row('Product news').text()]).toEqual([true, expect.stringContaining('Less often, as you asked.')])
    await press('Product news', 'As often as before')
    await until(() => expect(row('Product news').text()).not.toContain('Less often, as you asked.'))
    expect(isOn('Product news')).toBe(true)
  })

  it('pauses until a day that is said before, and ends the pause when asked', async () => {
    const { room, said, row, press, isOn } = await openChoices()

    await press('Product news', 'Pause until 1 April 2026, 30 days')

    await until(() => expect(said()).toBe('Paused until 1 April 2026.'))
    expect([isOn('Product news'), row('Product news').text()]).toEqual([
      false,
      expect.stringContaining('Paused until 1 April 2026. Then it is on again.'),
    ])
    expect(await axeFaults(room.element)).toEqual([])
    await press('Product news', 'End the pause now')
    await until(() => expect(isOn('Product news')).toBe(true))
  })

  it('offers no way back into a pause, which would end on another day', async () => {
    const { row, press } = await openChoices()
    await press('Product news', 'Pause until 1 April 2026, 30 days')
    await until(() => expect(row('Product news').text()).toContain('You paused it a moment ago.'))

    await press('Product news', 'Stop it for good')

    await until(() => expect(row('Product news').text()).not.toContain('Paused until'))
    expect(row('Product news').text()).not.toContain('Undo')
  })

  it('withdraws everything on the server, the websites of joined browsers too, and brings back what was on', async () => {
    const { room, row, isOn } = await openChoices({ joined: 'granted' })
    await until(() => expect(website(room).text()).toContain('Yes'))

    await room.get('.page-head__side button').trigger('click')

    await until(() => expect(website(room).text()).toContain('No'))
    await room
      .findAll('.note button')
      .find((button) => button.text() === 'Undo')
      ?.trigger('click')
    await until(() => expect([isOn('Offers'), isOn('Product news')]).toEqual([true, true]))
    expect([row('Service messages').text(), website(room).text()]).toEqual([
      expect.stringContaining('Always on'),
      expect.stringContaining('No'),
    ])
  })

  it('shows what was answered in the banner of a joined browser, with when and where, and lets the browser go', async () => {
    const { room, said } = await openChoices({ joined: 'denied' })

    await until(() => expect(website(room).text()).toContain('Statistics'))
    expect(website(room).text()).toContain('in the banner, 2 March 2026, 09:59')
    await room.find('#websites').element.closest('section')?.querySelector<HTMLButtonElement>('.items button')?.click()

    await until(() => expect(said()).toBe('The browser goes its own way. Its answers stay as they are.'))
    await until(() => expect(room.text()).toContain('0 browsers follow your account'))
  })

  it('says that the browser’s signal counts as a no to advertising, and since when', async () => {
    Object.defineProperty(navigator, 'globalPrivacyControl', { value: true, configurable: true })

    const { room, row } = await openChoices({ signal: true })

    await until(() => expect(room.text()).toContain('no to advertising for your account on 2 March 2026, 10:00'))
    expect(row('Ads on other websites').text()).toContain('Off by your browser')
    expect(await axeFaults(room.element)).toEqual([])
  })

  it('says a missed date plainly, with what happens next, and never that it was honoured', async () => {
    const { row, flip } = await openChoices()
    await flip('Product news')
    await until(() => expect(row('Product news').text()).toContain('Queued'))

    await breach()

    await until(() => expect(row('Product news').text()).toContain('We missed the date for 2 systems'))
    expect(row('Product news').text()).toContain('All should have followed by 12 March 2026. Whoever asks us still gets your answer.')
    expect(row('Product news').text()).toContain('A person has the task')
    expect(row('Product news').text()).not.toContain('confirmed.')
  })

  it('gives each receipt a number, in the history with the words that were shown', async () => {
    const { room, row, flip } = await openChoices()

    await flip('Offers')

    await until(() => expect(room.get('.receipts tbody tr').text()).toMatch(/C-[0-9A-F]{4}-[0-9A-F]{4}/))
    expect(row('Offers').get('.hist').text()).toContain('“Send me offers and campaigns by e-mail, at most twice a month.”')
    expect(row('Offers').get('.hist').text()).toMatch(/C-[0-9A-F]{4}-[0-9A-F]{4}/)
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
