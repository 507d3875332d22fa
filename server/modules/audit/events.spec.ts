import { describe, expect, it } from 'vitest'
import { canonicalJson } from '#domain/canonical-json.ts'
import { eventText } from './events.ts'

describe('the text that an event’s hash is over', () => {
  it('is canonical JSON, as that of every event since the first version', () => {
    const event = {
      id: 'e-1',
      kind: 'proof/recorded',
      subject: 'device:ü',
      about: '"a"\n',
      facts: '{"b":1}',
      occurredAt: 1_772_442_000_000,
    }

    expect(eventText(event)).toBe(canonicalJson(event))
  })
})
