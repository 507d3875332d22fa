import { describe, expect, it } from 'vitest'
import { movableClock } from '#tests/support/ports.ts'
import { nodeHasher } from '../node-hasher.ts'
import { bytesOf, utf8 } from './bytes.ts'
import { pageBlobs } from './page-blobs.ts'
import { pageHasher } from './page-hasher.ts'
import { pageJar } from './page-jar.ts'
import { pagePasswords } from './page-passwords.ts'
import { pageRandom } from './page-random.ts'
import { newPageKey, pageSigner } from './page-signer.ts'

const key = new Uint8Array(32).fill(7)

describe('digests in a page', () => {
  it('are the same as on the server', async () => {
    const [page, node] = [await pageHasher(key), nodeHasher(key)]

    expect(await page.sha256('قرار')).toBe(await node.sha256('قرار'))
    expect(await page.keyed('ida@acmemail.example')).toBe(await node.keyed('ida@acmemail.example'))
  })

  it('need a key of 32 bytes', async () => {
    await expect(pageHasher(new Uint8Array(31))).rejects.toThrow('the lookup key needs 32 bytes')
  })
})

describe('signatures in a page', () => {
  it('verify with the public key that comes with them, and with no other text', async () => {
    const signer = await pageSigner(await newPageKey())
    const publicKey = await crypto.subtle.importKey('raw', bytesOf(signer.publicKey), 'Ed25519', false, ['verify'])
    const signature = bytesOf(await signer.sign('a decision'))

    expect(await crypto.subtle.verify('Ed25519', publicKey, signature, utf8('a decision'))).toBe(true)
    expect(await crypto.subtle.verify('Ed25519', publicKey, signature, utf8('another'))).toBe(false)
    expect(signer.keyId).toMatch(/^[\w-]{16}$/)
  })
})

describe('passwords in a page', () => {
  it('fit only themselves, however they were typed', async () => {
    const passwords = pagePasswords()
    const phc = await passwords.hash('Schl\u00fcssel unter der Matte')

    expect(await passwords.verify('Schlu\u0308ssel unter der Matte', phc)).toBe(true)
    expect(await passwords.verify('Schluessel unter der Matte', phc)).toBe(false)
  })

  it('never fit where there is no account', async () => {
    expect(await pagePasswords().verify('', null)).toBe(false)
  })

  it('are told from hashes of a server', async () => {
    await expect(pagePasswords().verify('any', '$argon2id$v=19$m=1,t=1,p=1$AAAA$AAAA')).rejects.toThrow('not PBKDF2')
  })
})

describe('files in a page', () => {
  it('come back whole or in part, with their size and digest', async () => {
    const blobs = pageBlobs()
    const bytes = utf8('a copy of everything')

    const written = await blobs.write('copy', new Blob([bytes]).stream())

    expect(written).toEqual({ bytes: 20, sha256: await nodeHasher(key).sha256('a copy of everything') })
    expect(await new Response((await blobs.read('copy')) as BodyInit).text()).toBe('a copy of everything')
    expect(await new Response((await blobs.read('copy', { from: 2, to: 5 })) as BodyInit).text()).toBe('copy')
    await expect(blobs.read('copy', { from: 20, to: 20 })).rejects.toThrow(RangeError)
  })

  it('are gone when they were removed', async () => {
    const blobs = pageBlobs()
    await blobs.write('copy', new Blob(['x']).stream())

    await blobs.remove('copy')

    expect(await blobs.read('copy')).toBeNull()
  })
})

describe('chance in a page', () => {
  it('gives ids that sort by time, tokens of 256 bits and fractions below one', () => {
    const clock = movableClock(new Date('2026-12-09T09:41:00Z'))
    const random = pageRandom(clock)
    const first = random.id()
    clock.advance({ milliseconds: 1 })

    expect(first < random.id()).toBe(true)
    expect(random.token()).toMatch(/^[\w-]{43}$/)
    expect(random.token()).not.toBe(random.token())
    expect(random.fraction()).toBeLessThan(1)
  })
})

describe('the jar of a page', () => {
  it('keeps what cookies would keep, until it is removed', () => {
    const jar = pageJar()
    jar.set('session', 'token', null)
    const kept = jar.get('session')

    jar.remove('session')

    expect([kept, jar.get('session')]).toEqual(['token', undefined])
  })
})
