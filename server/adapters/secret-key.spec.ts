import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { secretKey } from './secret-key.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-keys-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a secret of the server', () => {
  it('is made at the first start, for the owner’s eyes only, and stays the same', async () => {
    const file = join(folder, 'keys', 'signing.key')

    const [first, atOnce] = await Promise.all([secretKey(undefined, file), secretKey(undefined, file)])
    const later = await secretKey(undefined, file)

    expect(first).toHaveLength(32)
    expect([atOnce, later]).toEqual([first, first])
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('comes from the settings where they give one', async () => {
    const given = Buffer.alloc(32, 5)

    const key = await secretKey(given.toString('base64url'), join(folder, 'never.key'))

    expect(Buffer.from(key)).toEqual(given)
  })

  it.each(['', 'c2hvcnQ', 'not base64url at all, and 43 characters or so'])('is refused when it is not 32 bytes: "%s"', async (text) => {
    const file = join(folder, 'broken.key')
    writeFileSync(file, text)

    await expect(secretKey(undefined, file)).rejects.toThrow('broken.key is not 32 bytes in base64url')
    await expect(secretKey(text, file)).rejects.toThrow('a secret in the settings is not 32 bytes in base64url')
  })
})
