import { describe, expect, it } from 'vitest'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import SwitchControl from './SwitchControl.vue'

describe('the switch', () => {
  it('is a checkbox in the role of a switch, with the words for both states', async () => {
    const control = await mountPart(SwitchControl, { props: { modelValue: false, labelledby: 'name' } })
    const input = control.get<HTMLInputElement>('input[role=switch]')

    expect(input.element.checked).toBe(false)
    expect(control.get('.word').attributes()).toMatchObject({ 'data-on': 'On', 'data-off': 'Off' })
  })

  it('tells its new state when it is toggled', async () => {
    const control = await mountPart(SwitchControl, { props: { modelValue: false, labelledby: 'name' } })

    await control.get('input').setValue(true)

    expect(control.emitted('update:modelValue')).toEqual([[true]])
  })

  it('is named by the element beside it', async () => {
    const name = document.createElement('h3')
    name.id = 'product-news'
    name.textContent = 'Product news'
    document.body.append(name)
    const control = await mountPart(SwitchControl, { props: { modelValue: true, labelledby: 'product-news' } })

    expect(await axeFaults(control.element)).toEqual([])
    name.remove()
  })
})
