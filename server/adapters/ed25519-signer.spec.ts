import { describe, expect, it } from 'vitest'
import { ed25519Signer } from './ed25519-signer.ts'

describe('signatures', () => {
  it('are those of RFC 8032 §7.1, test 2', async () => {
    const signer = ed25519Signer(Buffer.from('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', 'hex'))

    const signature = Buffer.from(await signer.sign('r'), 'base64url').toString('hex')

    expect(Buffer.from(signer.publicKey, 'base64url').toString('hex')).toBe(
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    )
    expect(signature).toBe(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    )
  })

  it('name their key by an id that follows from it', () => {
    const [one, same, other] = [1, 1, 2].map((byte) => ed25519Signer(Buffer.alloc(32, byte)).keyId)

    expect(one).toMatch(/^[A-Za-z0-9_-]{16}$/)
    expect([same === one, other === one]).toEqual([true, false])
  })

  it('need a key of 32 bytes', () => {
    expect(() => ed25519Signer(Buffer.alloc(31))).toThrow('an Ed25519 seed has 32 bytes')
  })
})
