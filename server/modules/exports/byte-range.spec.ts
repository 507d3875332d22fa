import { describe, expect, it } from 'vitest'
import { byteRange } from './byte-range.ts'

describe('the range of a download', () => {
  it.each([
    ['bytes=0-0', { from: 0, to: 0 }],
    ['bytes=90-', { from: 90, to: 99 }],
    ['bytes=90-200', { from: 90, to: 99 }],
    ['bytes=-10', { from: 90, to: 99 }],
    ['bytes=-200', { from: 0, to: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
  ])('%s of 100 bytes is found', (header, expected) => {
    expect(byteRange(header, 100)).toEqual(expected)
  })

  it.each([null, '', 'bytes=-', 'bytes=5-4', 'bytes=0-1,5-6', 'lines=0-1', 'bytes=a-b', 'bytes=0x1-2'])(
    '%s asks for the whole file',
    (header) => {
      expect(byteRange(header, 100)).toBeNull()
    },
  )
})
