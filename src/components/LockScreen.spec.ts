import { describe, expect, it } from 'vitest'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import LockScreen from './LockScreen.vue'

const locked = { name: 'Ida Lindqvist', email: 'ida@lindqvist.example', hasPassword: true, idleMinutes: 15 }

describe('the lock screen', () => {
  it('is a modal dialog with the focus in the password', async () => {
    const screen = await mountPart(LockScreen, { props: locked })

    expect(screen.attributes()).toMatchObject({ role: 'dialog', 'aria-modal': 'true' })
    expect(document.activeElement).toBe(screen.get('input[type=password]').element)
    expect(await axeFaults(screen.element)).toEqual([])
    screen.unmount()
  })

  it('asks to unlock with the password that was typed', async () => {
    const screen = await mountPart(LockScreen, { props: locked })

    await screen.get('input[type=password]').setValue('correct horse')
    await screen.get('form').trigger('submit')

    expect(screen.emitted('unlock')).toEqual([['correct horse']])
  })

  it('stays when Esc is pressed', async () => {
    const screen = await mountPart(LockScreen, { props: locked })

    await screen.trigger('keydown', { key: 'Escape' })

    expect(screen.emitted()).not.toHaveProperty('signOut')
    expect(screen.isVisible()).toBe(true)
  })

  it('offers an account without a password to sign out', async () => {
    const screen = await mountPart(LockScreen, { props: { ...locked, hasPassword: false } })

    await screen.get('button').trigger('click')

    expect(screen.find('input[type=password]').exists()).toBe(false)
    expect(screen.emitted('signOut')).toHaveLength(1)
  })
})
