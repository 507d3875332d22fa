import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GRACE_DAYS } from './clocks.ts'
import {
  cancel,
  canonicalPlan,
  type Erasure,
  type ErasureCollection,
  type ErasurePlan,
  execute,
  executesAt,
  finish,
  mayCancel,
} from './erasure.ts'
import { ImpossibleMove } from './impossible-move.ts'

const events: ErasureCollection = { name: 'events', category: 'message-events', mode: 'erase', ground: null, until: null, count: 12_000 }
const invoices: ErasureCollection = {
  name: 'invoices',
  category: 'billing',
  mode: 'keep',
  ground: { en: 'Tax law', de: 'Steuerrecht' },
  until: '2033-12-31',
  count: 41,
}
const plan: ErasurePlan = {
  steps: [
    { sourceId: 'mail', collections: [events, invoices] },
    { sourceId: 'ads', collections: [] },
  ],
}

function withInvoices(change: Partial<ErasureCollection>): ErasurePlan {
  return { steps: [{ sourceId: 'mail', collections: [events, { ...invoices, ...change }] }, plan.steps[1]!] }
}

describe('the plan a person confirms', () => {
  it('stays the same while records expire', () => {
    expect(canonicalPlan(withInvoices({ count: 40 }))).toBe(canonicalPlan(plan))
  })

  it('stays the same in whatever order the systems answer', () => {
    const turned: ErasurePlan = { steps: [plan.steps[1]!, { sourceId: 'mail', collections: [invoices, events] }] }

    expect(canonicalPlan(turned)).toBe(canonicalPlan(plan))
  })

  it('stays the same when a missing language is written down as missing', () => {
    expect(canonicalPlan(withInvoices({ ground: { en: 'Tax law', de: 'Steuerrecht', ar: undefined } }))).toBe(canonicalPlan(plan))
  })

  it.each([
    ['the collection', { name: 'invoices-2' }],
    ['what happens to it', { mode: 'mask' }],
    ['why it stays', { ground: { en: 'Court order', de: 'Steuerrecht' } }],
    ['why it stays, in German only', { ground: { en: 'Tax law', de: 'Handelsrecht' } }],
    ['that there is no reason', { ground: null }],
    ['until when it stays', { until: '2034-12-31' }],
    ['that there is no end', { until: null }],
  ] as const)('is another one when it changes %s', (_, change) => {
    expect(canonicalPlan(withInvoices(change))).not.toBe(canonicalPlan(plan))
  })

  it('is another one when a system joins or leaves, even one that holds nothing', () => {
    expect(canonicalPlan({ steps: [plan.steps[0]!] })).not.toBe(canonicalPlan(plan))
  })

  it('does not mistake one system for another', () => {
    const moved: ErasurePlan = {
      steps: [
        { sourceId: 'ads', collections: [events, invoices] },
        { sourceId: 'mail', collections: [] },
      ],
    }

    expect(canonicalPlan(moved)).not.toBe(canonicalPlan(plan))
  })

  it('is the same for every order of many collections', () => {
    const anyCollections = fc
      .uniqueArray(fc.string({ unit: 'grapheme' }), { maxLength: 8 })
      .map((names) => names.map((name) => ({ ...events, name })))

    fc.assert(
      fc.property(
        anyCollections.chain((one) => fc.tuple(fc.constant(one), fc.shuffledSubarray(one, { minLength: one.length }))),
        ([one, other]) => {
          expect(canonicalPlan({ steps: [{ sourceId: 's', collections: one }] })).toBe(
            canonicalPlan({ steps: [{ sourceId: 's', collections: other }] }),
          )
        },
      ),
    )
  })
})

describe('the grace period', () => {
  it.each([
    ['in winter', '2026-01-05T12:00:00+01:00', '2026-01-20T00:00:00+01:00'],
    ['over the change to summer time', '2026-03-20T12:00:00+01:00', '2026-04-04T00:00:00+02:00'],
    ['over the end of the year', '2026-12-24T23:59:59+01:00', '2027-01-08T00:00:00+01:00'],
  ])('ends with its fourteenth day %s', (_, requestedAt, end) => {
    expect(executesAt(new Date(requestedAt), GRACE_DAYS, 'Europe/Berlin')).toEqual(new Date(end))
  })

  const requestedAt = new Date('2026-01-05T12:00:00Z')
  const end = new Date('2026-01-19T23:00:00Z')
  const grace: Erasure = { status: 'grace', requestedAt, executesAt: end }

  it.each([
    ['the day before', '2026-01-18T23:00:00Z', true],
    ['the moment before its end', '2026-01-19T22:59:59.999Z', true],
    ['at its end', '2026-01-19T23:00:00Z', false],
    ['the day after', '2026-01-20T23:00:00Z', false],
  ])('can be used to cancel %s: %s', (_, now, open) => {
    expect(mayCancel(grace, new Date(now))).toBe(open)
  })

  it('ends in a cancellation, or begins the deletion, never both', () => {
    const cancelled = cancel(grace, requestedAt)

    expect(cancelled).toEqual({ status: 'cancelled', requestedAt, executesAt: end, endedAt: requestedAt })
    expect(() => execute(cancelled, end)).toThrow(ImpossibleMove)
    expect(() => cancel(execute(grace, end), end)).toThrow(ImpossibleMove)
  })

  it('protects from a deletion before its end', () => {
    expect(() => execute(grace, new Date(end.getTime() - 1))).toThrow(ImpossibleMove)
  })
})

describe('a deletion under way', () => {
  const requestedAt = new Date('2026-01-05T12:00:00Z')
  const end = new Date('2026-01-19T23:00:00Z')
  const later = new Date('2026-01-20T23:00:00Z')
  const executing = execute({ status: 'grace', requestedAt, executesAt: end }, end)

  it('is taken up again after a restart as if nothing had happened', () => {
    expect(execute(executing, later)).toBe(executing)
  })

  it('is done when no source remains', () => {
    expect(finish(executing, later, [])).toEqual({ status: 'done', requestedAt, executesAt: end, endedAt: later })
  })

  it('is partly done while a source remains, and can still be finished', () => {
    const partly = finish(executing, later, ['ads'])

    expect(partly).toMatchObject({ status: 'partly-done', remaining: ['ads'] })
    expect(finish(execute(partly, later), later, [])).toMatchObject({ status: 'done' })
  })

  it('is not done twice', () => {
    const done = finish(executing, later, [])

    expect(() => execute(done, later)).toThrow(ImpossibleMove)
    expect(() => finish(done, later, [])).toThrow(ImpossibleMove)
  })
})
