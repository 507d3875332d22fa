import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { problem } from '#contract/problems.ts'
import { normalizedPassword } from '#domain/passwords.ts'
import type { PasswordHasher } from '#server/ports/hasher.ts'

interface Cost {
  /** KiB */
  memory: number
  passes: number
  parallelism: number
}

interface Phc extends Cost {
  salt: Buffer
  tag: Buffer
}

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
const COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 }
const SALT_BYTES = 16
const TAG_BYTES = 32
/** Two at a time leave Node's four helper threads to files and the network. */
const AT_ONCE = 2
/** More would wait longer than a person does. */
const WAITING_AT_MOST = 100
const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,64})\$([A-Za-z0-9+/]{16,128})$/
const NOBODY: Phc = { ...COST, salt: Buffer.alloc(SALT_BYTES), tag: Buffer.alloc(TAG_BYTES) }

/**
 * argon2id (RFC 9106) in PHC string form.
 * Both methods throw `server/unavailable` when too many passwords wait already: guessing must not use up the server.
 */
export function argon2Passwords({ waitingAtMost = WAITING_AT_MOST } = {}): PasswordHasher {
  const turn = turns(AT_ONCE, waitingAtMost)
  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES)
      const tag = await turn(() => derive(password, salt, COST, TAG_BYTES))
      return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${plain(salt)}$${plain(tag)}`
    },
    async verify(password, phc) {
      const kept = phc === null ? NOBODY : parsed(phc)
      const tag = await turn(() => derive(password, kept.salt, kept, kept.tag.length))
      return timingSafeEqual(tag, kept.tag) && phc !== null
    },
  }
}

function derive(password: string, salt: Buffer, { memory, passes, parallelism }: Cost, tagLength: number): Promise<Buffer> {
  const message = Buffer.from(normalizedPassword(password), 'utf8')
  const parameters: Argon2Parameters = { message, nonce: salt, memory, passes, parallelism, tagLength }
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(tag)))
  })
}

function parsed(phc: string): Phc {
  const [, memory, passes, parallelism, salt, tag] = PHC.exec(phc) ?? []
  if (salt === undefined || tag === undefined) throw new Error('a stored password hash is not argon2id in PHC form')
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  }
}

/** PHC strings carry base64 without padding. */
function plain(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}

function turns(atOnce: number, waitingAtMost: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running < atOnce) running += 1
    else {
      if (waiting.length >= waitingAtMost) throw problem('server/unavailable', { retryAfterSeconds: 5 })
      await new Promise<void>((resolve) => void waiting.push(resolve))
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
