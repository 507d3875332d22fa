import { describe, expect, it } from 'vitest'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import NoteBox from './NoteBox.vue'

describe('the note', () => {
  it('is spoken at once only where it is an alert', async () => {
    const quiet = await mountPart(NoteBox, { props: { title: 'Title' }, slots: { default: 'Text' } })
    const alert = await mountPart(NoteBox, { props: { title: 'Title', alert: true, tone: 'wax' } })

    expect(quiet.attributes('role')).toBeUndefined()
    expect(alert.attributes('role')).toBe('alert')
    expect(await axeFaults(quiet.element)).toEqual([])
  })

  it('takes the heading level that fits its place', async () => {
    const note = await mountPart(NoteBox, { props: { title: 'Title', level: 2 } })

    expect(note.get('h2').text()).toBe('Title')
  })
})
