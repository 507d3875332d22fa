import { normalizedPassword } from '#domain/passwords.ts'
import type { PasswordHasher } from '#server/ports/hasher.ts'
import { base64urlOf, bytesOf, utf8 } from './bytes.ts'

const SALT_BYTES = 16
const TAG_BITS = 256
/** A third of what OWASP asks of a server: here nothing is guarded but the demo's password, which stands on the page. */
const ROUNDS = 200_000
const PHC = /^\$pbkdf2-sha256\$i=(\d{1,7})\$([\w-]{22})\$([\w-]{43})$/
const NOBODY = { rounds: ROUNDS, salt: new Uint8Array(SALT_BYTES), tag: '' }

/** PBKDF2 for the demo in a page only: WebCrypto has no argon2. A server never takes these hashes. */
export function pagePasswords(): PasswordHasher {
  return {
    async hash(password) {
      const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
      return `$pbkdf2-sha256$i=${ROUNDS}$${base64urlOf(salt)}$${await derive(password, salt, ROUNDS)}`
    },
    async verify(password, phc) {
      const kept = phc === null ? NOBODY : parsed(phc)
      return (await derive(password, kept.salt, kept.rounds)) === kept.tag
    },
  }
}

async function derive(password: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<string> {
  const key = await crypto.subtle.importKey('raw', utf8(normalizedPassword(password)), 'PBKDF2', false, ['deriveBits'])
  return base64urlOf(await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, TAG_BITS))
}

function parsed(phc: string) {
  const [, rounds, salt, tag] = PHC.exec(phc) ?? []
  if (salt === undefined || tag === undefined) throw new Error('a stored password hash is not PBKDF2 as the demo makes it')
  return { rounds: Number(rounds), salt: bytesOf(salt), tag }
}
