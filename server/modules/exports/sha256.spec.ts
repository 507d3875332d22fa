import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sha256 } from './sha256.ts'

describe('the digest of a streamed file', () => {
  it.each([0, 1, 55, 56, 63, 64, 65, 119, 128, 1_000_003])('agrees with the platform for %i bytes in uneven pieces', (length) => {
    const bytes = randomBytes(length)
    const digest = sha256()

    digest.update(bytes.subarray(0, 7))
    digest.update(bytes.subarray(7, 70))
    digest.update(bytes.subarray(70))

    expect(digest.end()).toBe(createHash('sha256').update(bytes).digest('hex'))
  })
})
