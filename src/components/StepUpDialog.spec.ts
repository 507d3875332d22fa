import { describe, expect, it } from 'vitest'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import StepUpDialog from './StepUpDialog.vue'

const shut = { open: false, email: 'ida@lindqvist.example', hasPassword: true }

describe('the step-up dialog', () => {
  it('opens as a modal dialog and asks for the password', async () => {
    const dialog = await mountPart(StepUpDialog, { props: shut })

    await dialog.setProps({ open: true })
    await dialog.vm.$nextTick()
    await dialog.get('input[type=password]').setValue('correct horse')
    await dialog.get('form').trigger('submit')

    expect((dialog.element as HTMLDialogElement).open).toBe(true)
    expect(dialog.emitted('confirm')).toEqual([['correct horse']])
    expect(await axeFaults(dialog.element)).toEqual([])
  })

  it('gives up without having done anything when Esc is pressed', async () => {
    const dialog = await mountPart(StepUpDialog, { props: shut })
    await dialog.setProps({ open: true })

    await dialog.trigger('cancel')

    expect(dialog.emitted('cancel')).toHaveLength(1)
  })

  it('offers a link to an account without a password', async () => {
    const dialog = await mountPart(StepUpDialog, { props: { ...shut, hasPassword: false } })
    await dialog.setProps({ open: true })

    await dialog.get('.btn--primary').trigger('click')

    expect(dialog.emitted('link')).toHaveLength(1)
  })
})
