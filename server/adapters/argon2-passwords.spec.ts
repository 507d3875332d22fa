import { describe, expect, it } from 'vitest'
import { argon2Passwords } from './argon2-passwords.ts'

describe('passwords', () => {
  it('are kept as argon2id with 19 MiB and two passes, salted anew each time', async () => {
    const passwords = argon2Passwords()

    const [one, two] = await Promise.all([passwords.hash('a glass case'), passwords.hash('a glass case')])

    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(one).not.toBe(two)
  })

  it.each([
    ['a glass case', true],
    ['a glass case ', false],
    ['', false],
  ])('fit only exactly: "%s" %s', async (password, fits) => {
    const passwords = argon2Passwords()
    const phc = await passwords.hash('a glass case')

    expect(await passwords.verify(password, phc)).toBe(fits)
  })

  it('are the same on keyboards that compose letters differently', async () => {
    const passwords = argon2Passwords()
    const phc = await passwords.hash('Bu\u0308cherstu\u0308be')

    expect(await passwords.verify('B\u00fccherst\u00fcbe', phc)).toBe(true)
  })

  it('fit a hash of the reference program, made with other costs', async () => {
    // The published test vector of argon2id: password "password", salt "somesalt", 64 MiB, two passes.
    const phc = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'

    expect(await argon2Passwords().verify('password', phc)).toBe(true)
  })

  it('of nobody cost as much as those of somebody and never fit', async () => {
    const passwords = argon2Passwords()
    const phc = await passwords.hash('a glass case')
    const somebody = await shortest(() => passwords.verify('wrong', phc))

    const nobody = await shortest(() => passwords.verify('wrong', null))

    expect(nobody / somebody).toBeGreaterThan(0.5)
    expect(await passwords.verify('', null)).toBe(false)
  })

  it('are refused, not queued without end, when everybody tries at once', async () => {
    const passwords = argon2Passwords({ waitingAtMost: 1 })

    const tries = await Promise.allSettled(['one', 'two', 'three', 'four'].map((guess) => passwords.verify(guess, null)))

    expect(tries).toMatchObject([{ value: false }, { value: false }, { value: false }, { reason: { code: 'server/unavailable' } }])
    expect(await passwords.verify('later', null)).toBe(false)
  })

  it('stored in another form are a fault, not a refusal', async () => {
    await expect(argon2Passwords().verify('x', 'plain text')).rejects.toThrow('not argon2id in PHC form')
  })
})

/** Milliseconds of the fastest of some runs: what else the machine does only makes a run longer. */
async function shortest(work: () => Promise<unknown>): Promise<number> {
  const runs = await Array.from({ length: 5 }).reduce<Promise<number[]>>(async (before) => {
    const times = await before
    const began = performance.now()
    await work()
    return [...times, performance.now() - began]
  }, Promise.resolve([]))
  return Math.min(...runs)
}
