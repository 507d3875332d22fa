import { describe, expect, it } from 'vitest'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import SignInForm from './SignInForm.vue'

describe('the way in', () => {
  it('signs in with what was typed', async () => {
    const form = await mountPart(SignInForm)

    await form.get('input[type=email]').setValue(' ida@lindqvist.example ')
    await form.get('input[type=password]').setValue('correct horse')
    await form.get('form').trigger('submit')

    expect(form.emitted('signIn')).toEqual([['ida@lindqvist.example', 'correct horse']])
    expect(await axeFaults(form.element)).toEqual([])
  })

  it('asks for the address before a link can be sent', async () => {
    const form = await mountPart(SignInForm)

    await form.findAll('button').at(-1)?.trigger('click')

    expect(form.emitted('link')).toBeUndefined()
    expect(form.get('[role=alert]').text()).toBe('Enter your e-mail address first.')
  })

  it('sends a link to the address', async () => {
    const form = await mountPart(SignInForm)

    await form.get('input[type=email]').setValue('ida@lindqvist.example')
    await form.findAll('button').at(-1)?.trigger('click')

    expect(form.emitted('link')).toEqual([['ida@lindqvist.example']])
  })

  it('fills in the sample account in the demo, and only there', async () => {
    const demo = { email: 'demo@acmemail.example', password: 'a long sample password' }
    const form = await mountPart(SignInForm, { props: { demo } })
    const real = await mountPart(SignInForm)

    await form.get('.note button').trigger('click')
    await form.get('form').trigger('submit')

    expect(form.emitted('signIn')).toEqual([[demo.email, demo.password]])
    expect(real.find('.note').exists()).toBe(false)
  })
})
