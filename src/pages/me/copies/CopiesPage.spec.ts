import { describe, expect, it } from 'vitest'
import { axeFaults } from '#tests/support/mount-part.ts'
import { mountRoom, until } from '#tests/support/mount-room.ts'
import { startApi } from '#tests/support/page-api.ts'
import CopiesPage from './CopiesPage.vue'

const now = '2026-03-02T09:00:00Z'
const api = startApi(new Date(now))

async function openCopies() {
  await api.signIn()
  const { room, said } = await mountRoom(CopiesPage, { now, path: '/en/me/copies' })
  await until(() => expect(room.find('.cartel').exists()).toBe(true))
  return {
    room,
    said,
    ask: () => room.get('form.req').trigger('submit'),
  }
}

describe('the copies', () => {
  it('shows each system while a copy is assembled, and asks for no second one meanwhile', async () => {
    const { room, said, ask } = await openCopies()

    await ask()

    await until(() => expect(said()).toBe('Your copy is being assembled.'))
    await until(() => expect(room.findAll('.sources li').map((part) => part.text())).toContain('Mail platformWaiting for its turn'))
    expect(room.text()).toContain('One copy is being assembled.')
    expect(await axeFaults(room.element)).toEqual([])
  })

  it('hands over a finished copy with its size, its last day and its fingerprint', async () => {
    const { room, said, ask } = await openCopies()
    await ask()
    await until(() => expect(room.find('.sources').exists()).toBe(true))

    await api.sweep()

    await until(() => expect(said()).toBe('Your copy is ready.'))
    expect(room.get('.ready a').text()).toMatch(/^Download, [\d.]+ (kB|MB)$/)
    expect(room.get('.ready a').attributes('href')).toMatch(/^\/api\/me\/exports\/[0-9a-f-]{36}\/file$/)
    expect(room.get('.ready').text()).toContain('14 days until the file is destroyed')
    expect(room.get('.ready .hash').text()).toMatch(/^[0-9a-f]{64}$/)
    expect(await axeFaults(room.element)).toEqual([])
  })

  it('holds only the kinds of data that were chosen, and asks for a choice where none was made', async () => {
    const { room, ask } = await openCopies()
    await until(() => expect(room.find('input[value=some]:not([disabled])').exists()).toBe(true))
    await room.get('input[value=some]').setValue()
    await ask()
    const asked = room.get('[role=alert]').text()
    await room.get('input[value=billing]').setValue(true)

    await ask()

    await until(() => expect(room.find('.sources').exists()).toBe(true))
    expect(asked).toBe('Choose at least one kind of data.')
    expect(room.get('.case--time h3').text()).toMatch(/^Only /)
    expect(room.findAll('.sources li').map((part) => part.text())).toEqual(['Mail platformWaiting for its turn'])
    expect(await axeFaults(room.element)).toEqual([])
  })

  it('says that no copy was asked for when the server is not reached', async () => {
    const { room, ask } = await openCopies()
    api.goAway()

    await ask()

    await until(() => expect(room.get('[role=alert]').text()).toContain('No copy was asked for'))
  })
})
