import { describe, expect, it } from 'vitest'
import { cursorOf, positionOf } from './cursor.ts'

const position = { collection: 'message-events', recordedAt: '1765273260000', key: 'evt-ö-1' }
const wire = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')

describe('a cursor', () => {
  it('leads back to the position it was made of', () => {
    expect(positionOf(cursorOf(position), 'message-events', 'milliseconds')).toEqual(position)
  })

  it.each([
    ['another collection', wire('invoices', '1765273260000', 'a'), 'milliseconds'],
    ['a time that is none', wire('message-events', '1 or 1=1', 'a'), 'milliseconds'],
    ['a time where there is none', wire('message-events', '1765273260000', 'a'), 'none'],
    ['a number for a timestamp', wire('message-events', '1765273260000', 'a'), 'timestamp'],
    ['a key that is no text', wire('message-events', '1765273260000', 7), 'milliseconds'],
    ['a key with a NUL', wire('message-events', '1765273260000', 'a\0'), 'milliseconds'],
    ['half a character', wire('message-events', '1765273260000', '\ud800'), 'milliseconds'],
    ['an empty key', wire('message-events', '1765273260000', ''), 'milliseconds'],
    ['more than it should hold', wire('message-events', '1765273260000', 'a', 'b'), 'milliseconds'],
    ['no JSON', Buffer.from('nothing').toString('base64url'), 'milliseconds'],
    ['no UTF-8', Buffer.from([0x5b, 0xff, 0x5d]).toString('base64url'), 'milliseconds'],
    ['no base64url', '***', 'milliseconds'],
    ['one letter', 'A', 'milliseconds'],
  ] as const)('is refused when it holds %s', (_, cursor, time) => {
    expect(() => positionOf(cursor, 'message-events', time)).toThrow(expect.objectContaining({ code: 'request/invalid' }))
  })
})
