import { describe, expect, it } from 'vitest'
import type { DataRecord } from '#contract/records.ts'
import { layoutOf } from './record-layout.ts'

function record(title: string, values: Record<string, string>): DataRecord {
  const fields = Object.entries(values).map(([name, value]) => ({ name, label: { en: name }, value }))
  return { id: title, recordedAt: null, leavesAt: null, leaving: 'when-you-say', title, fields }
}

describe('the layout of records', () => {
  it('gives equal short fields a column each, and does not say the title twice', () => {
    const layout = layoutOf([record('Order 1', { subject: 'Order 1', size: '12' }), record('Order 2', { subject: 'Order 2', size: '30' })])

    expect(layout).toEqual({
      kind: 'columns',
      heading: 'subject',
      fields: [
        { name: 'subject', label: { en: 'subject' } },
        { name: 'size', label: { en: 'size' } },
      ],
    })
  })

  it('keeps the title where no field says the same', () => {
    expect(layoutOf([record('Order 1', { size: '12' })])).toMatchObject({ kind: 'columns', heading: null })
  })

  it.each([
    ['records of different systems have different fields', [record('a', { list: 'x' }), record('b', { campaign: 'y' })]],
    ['a text is long', [record('a', { body: 'x'.repeat(91) })]],
    ['there are many fields', [record('a', { a: '1', b: '2', c: '3', d: '4', e: '5', f: '6', g: '7' })]],
    ['there is nothing', []],
  ])('lets each value carry its label when %s', (_, records) => {
    expect(layoutOf(records)).toEqual({ kind: 'labels' })
  })
})
