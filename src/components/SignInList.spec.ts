import { describe, expect, it } from 'vitest'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import SignInList from './SignInList.vue'

const entry = (outcome: string, method = 'password') => ({
  id: outcome,
  at: '2026-12-09T08:38:00Z',
  outcome,
  method,
  device: 'Firefox on macOS',
  address: '192.0.2.7',
})

describe('the list of sign-ins', () => {
  it('says for each try the outcome, device, address, way and time', async () => {
    const list = await mountPart(SignInList, { props: { signIns: [entry('succeeded'), entry('failed'), entry('locked', 'link')] } })

    expect(list.findAll('li').map((item) => item.get('div').text())).toEqual([
      'Signed in. Firefox on macOS · 192.0.2.7 · password',
      'Failed try. Firefox on macOS · 192.0.2.7 · password',
      'Refused for now, after failed tries. Firefox on macOS · 192.0.2.7 · link by mail',
    ])
    expect(list.get('time').attributes('datetime')).toBe('2026-12-09T08:38:00Z')
    expect(await axeFaults(list.element)).toEqual([])
  })
})
