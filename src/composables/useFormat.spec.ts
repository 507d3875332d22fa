import { describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import type { Locale } from '#contract/shared.ts'
import { useOrganisationStore } from '#src/stores/organisation.ts'
import { mountPart } from '#tests/support/mount-part.ts'
import { useFormat } from './useFormat.ts'

async function formatIn(locale: Locale, now = '2026-12-09T08:41:00Z') {
  let format!: ReturnType<typeof useFormat>
  const Part = defineComponent({
    setup() {
      useOrganisationStore().organisation = { name: 'Acme Mail', zone: 'Europe/Stockholm' } as never
      format = useFormat()
      return () => h('p')
    },
  })
  await mountPart(Part, { locale, now })
  return format
}

describe('dates and numbers', () => {
  it.each([
    ['en', '17 December 2026'],
    ['de', '17. Dezember 2026'],
    ['ar', '17 ديسمبر 2026'],
  ] as const)('in %s write the month out: %s', async (locale, day) => {
    const format = await formatIn(locale)

    expect(format.day('2026-12-17')).toBe(day)
  })

  it.each([
    ['en', '14,355'],
    ['de', '14.355'],
    ['ar', '14,355'],
  ] as const)('in %s group thousands: %s', async (locale, number) => {
    const format = await formatIn(locale)

    expect(format.number(14_355)).toBe(number)
  })

  it("fall on the day of the operator's zone", async () => {
    const format = await formatIn('en')

    expect(format.moment('2026-12-16T23:30:00Z')).toBe('17 December 2026, 00:30')
  })

  it('count a clock that ends at midnight to the day that ends there', async () => {
    const format = await formatIn('en')

    expect(format.lastDayOf('2026-12-17T23:00:00Z')).toBe('2026-12-17')
    expect(format.daysLeft('2026-12-17T23:00:00Z')).toBe(8)
    expect(format.daysLeft('2026-12-17')).toBe(8)
  })

  it('count the days across the change to summer time', async () => {
    const format = await formatIn('en', '2026-03-27T14:00:00Z')

    expect(format.daysLeft('2026-04-06T22:00:00Z')).toBe(10)
  })

  it.each([
    [0, '0 byte'],
    [999, '999 byte'],
    [18_400_000, '18.4 MB'],
  ])('write %i bytes as %s', async (count, written) => {
    const format = await formatIn('en')

    expect(format.bytes(count)).toBe(written)
  })

  it('fall back to English where a content text has no translation, and say which language it is', async () => {
    const format = await formatIn('ar')

    expect(format.text({ en: 'Billing' })).toBe('Billing')
    expect(format.languageOf({ en: 'Billing' })).toBe('en')
  })
})
