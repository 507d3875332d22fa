import { describe, expect, it } from 'vitest'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import FieldText from './FieldText.vue'

describe('the text field', () => {
  it('reads its error with the field', async () => {
    const field = await mountPart(FieldText, {
      props: { modelValue: '', label: 'Password', type: 'password', error: 'That password does not match.' },
    })
    const input = field.get('input')

    expect(input.attributes('aria-invalid')).toBe('true')
    expect(field.get(`[id="${input.attributes('aria-describedby')}"]`).text()).toBe('That password does not match.')
    expect(await axeFaults(field.element)).toEqual([])
  })

  it('tells what was typed', async () => {
    const field = await mountPart(FieldText, { props: { modelValue: '', label: 'E-mail address', type: 'email' } })

    await field.get('input').setValue('ida@lindqvist.example')

    expect(field.emitted('update:modelValue')).toEqual([['ida@lindqvist.example']])
  })
})
