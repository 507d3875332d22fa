import { describe, expect, it } from 'vitest'
import { mountPart } from '#tests/support/mount-part.ts'
import HeldValue from './HeldValue.vue'

const now = '2026-03-02T09:00:00Z'

describe('a value as held', () => {
  it('keeps its exact figure and says below it how much that is, where it counts bytes', async () => {
    const part = await mountPart(HeldValue, { props: { value: '20088', unit: 'bytes' }, now })

    expect(part.text()).toBe('2008820.1 kB')
    expect(part.get('bdi').text()).toBe('20088')
  })

  it.each([
    ['a number of nothing', '20088', undefined],
    ['no number', 'unknown', 'bytes' as const],
  ])('says nothing more than is held of %s', async (_, value, unit) => {
    const part = await mountPart(HeldValue, { props: { value, unit }, now })

    expect(part.text()).toBe(value)
  })
})
