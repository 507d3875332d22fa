import { describe, expect, it } from 'vitest'
import { call } from '#src/api/client.ts'
import { axeFaults } from '#tests/support/mount-part.ts'
import { mountRoom, until } from '#tests/support/mount-room.ts'
import { ida, startApi } from '#tests/support/page-api.ts'
import PasswordRoom from './PasswordRoom.vue'

const api = startApi()

async function openRoom() {
  const { room } = await mountRoom(PasswordRoom, { path: '/en/me/security' })
  return room
}

describe('the room for the password', () => {
  it('changes it, says so, and leaves the change in the log', async () => {
    await api.signIn()
    const room = await openRoom()

    await room.get('input[autocomplete="new-password"]').setValue('seven brass keys and a window')
    await room.get('form').trigger('submit')

    await until(() => expect(room.get('[role=status]').text()).toContain('Your password is changed. Every other session has ended'))
    const { signIns } = await call('GET /api/me/sign-ins')
    expect(signIns.map(({ outcome }) => outcome)).toContain('password-changed')
    expect(await axeFaults(room.element)).toEqual([])
    await call('DELETE /api/session')
    await expect(call('POST /api/session', { body: ida })).rejects.toMatchObject({ code: 'session/wrong-credentials' })
  })

  it('says below the field what is wrong with one that is too short', async () => {
    await api.signIn()
    const room = await openRoom()

    await room.get('input[autocomplete="new-password"]').setValue('short')
    await room.get('form').trigger('submit')

    await until(() => expect(room.get('[role=alert]').text()).toBe('It needs at least 15 characters.'))
    expect(await axeFaults(room.element)).toEqual([])
  })
})
