import { describe, expect, it } from 'vitest'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import StateEmpty from './StateEmpty.vue'
import StateFailed from './StateFailed.vue'
import StateLoading from './StateLoading.vue'

describe('a case that is empty, loading or failed', () => {
  it('says why nothing is here', async () => {
    const empty = await mountPart(StateEmpty, { props: { title: 'No sign-in is on record yet.' } })

    expect(empty.text()).toBe('No sign-in is on record yet.')
    expect(await axeFaults(empty.element)).toEqual([])
  })

  it('says what is being read', async () => {
    const loading = await mountPart(StateLoading, { props: { label: 'Reading 12,408 records' } })

    expect(loading.attributes('aria-busy')).toBe('true')
    expect(loading.get('[role=status]').text()).toBe('Reading 12,408 records')
    expect(await axeFaults(loading.element)).toEqual([])
  })

  it('says what is safe, gives the reference and offers to try again', async () => {
    const failed = await mountPart(StateFailed, { props: { refusal: { code: 'server/fault', facts: { reference: 'A-17' } } } })

    await failed.get('button').trigger('click')

    expect(failed.text()).toContain('Your data is safe.')
    expect(failed.text()).toContain('A-17')
    expect(failed.emitted('retry')).toHaveLength(1)
    expect(await axeFaults(failed.element)).toEqual([])
  })
})
