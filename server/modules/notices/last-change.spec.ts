import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { type TestPorts, testPorts } from '#tests/support/ports.ts'
import { lastChangeOn } from './last-change.usecase.ts'
import type { Publishable } from './publication.ts'
import { publishNotice } from './publish.usecase.ts'

const version = (effectiveOn: string, significance: Publishable['significance']): Publishable => ({
  slug: 'cookies',
  kind: 'cookie-notice',
  title: { en: 'Cookie notice' },
  prevailing: 'en',
  significance,
  reason: 'The register changed',
  changelog: [{ section: null, text: { en: 'Changed' } }],
  texts: { en: `## 1. Stored {#stored}\n\nSince ${effectiveOn} we store this.` },
  effectiveOn,
})

describe.each(engines)('the last change of a notice on $name', ({ open }) => {
  let opened: OpenDatabase
  let ports: TestPorts
  beforeEach(async () => {
    opened = await open()
    ports = testPorts(opened.database)
  })
  afterEach(() => opened.close())

  const publish = (effectiveOn: string, significance: Publishable['significance'], on: string) =>
    publishNotice(ports, version(effectiveOn, significance), { publishedAt: new Date(`${on}T08:00:00Z`) })

  it('is nothing while there is no notice', async () => {
    expect(await lastChangeOn(ports, 'cookies')).toBeNull()
  })

  it('is the first version, and stays it through what follows the register and through corrections', async () => {
    await publish('2026-01-10', 'significant', '2026-01-10')
    await publish('2026-01-20', 'legal-duty', '2026-01-20')
    await publish('2026-01-30', 'corrigendum', '2026-01-30')

    expect(await lastChangeOn(ports, 'cookies')).toBe('2026-01-10')
  })

  it('moves on the day on which a significant version takes effect, not on the day of its publication', async () => {
    await publish('2026-01-10', 'significant', '2026-01-10')
    await publish('2026-04-15', 'significant', '2026-03-01')
    ports.clock.set(new Date('2026-04-14T12:00:00Z'))
    const before = await lastChangeOn(ports, 'cookies')
    ports.clock.set(new Date('2026-04-15T12:00:00Z'))

    expect([before, await lastChangeOn(ports, 'cookies')]).toEqual(['2026-01-10', '2026-04-15'])
  })
})
