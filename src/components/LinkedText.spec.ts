import { describe, expect, it } from 'vitest'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import LinkedText from './LinkedText.vue'

describe('a message with a link inside', () => {
  it('puts the link where the language wants it', async () => {
    const text = await mountPart(LinkedText, {
      props: { keypath: 'signIn.noAccountHow' },
      slots: { link: '<a href="/choices">choices</a>' },
    })

    expect(text.text()).toBe('If you only visited our website, use the choices.')
    expect(await axeFaults(text.element)).toEqual([])
  })
})
