import { verify as verifySignature } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { PublishedKey, Verify } from '#domain/receipts.ts'
import { signedDocumentIn, type Verdict, verdictOn } from '#domain/verdict.ts'
import { ed25519Signer } from '#server/adapters/ed25519-signer.ts'

const usage = `vitrine verify <file> [--keys <file>]
  Checks a receipt or certificate without asking anybody.
  --keys  what /api/signing-keys answered, as a file; without it the keys of the data folder (DATA_DIR, SIGNING_KEY) are taken
  Ends with 0 when it is genuine, 1 when it was changed or cannot be read, 2 when the command is not understood, 3 when nobody vouches for its key.`

const sentences: Readonly<Record<Verdict, string>> = {
  genuine: 'Genuine: every byte is as it was signed, by a key of the operator.',
  'unknown-key': 'Unchanged, but nobody vouches for its key. Compare it with the keys the operator publishes at /api/signing-keys.',
  changed: 'Not genuine: something was changed since it was signed.',
  unreadable: 'This file holds no signed document.',
}
const codes: Readonly<Record<Verdict, number>> = { genuine: 0, changed: 1, unreadable: 1, 'unknown-key': 3 }

export interface VerifyOptions {
  environment?: Readonly<Record<string, string | undefined>>
  /** Where relative paths begin. */
  folder?: string
  print?(line: string): void
  complain?(line: string): void
}

/** `vitrine verify <file>`: offline, with no server and no database. @returns the exit code */
export async function verifyCommand(args: readonly string[], options: VerifyOptions = {}): Promise<number> {
  const { environment = process.env, folder = process.env.INIT_CWD ?? process.cwd() } = options
  const { print = (line) => void process.stdout.write(`${line}\n`), complain = (line) => void process.stderr.write(`${line}\n`) } = options
  const asked = understood(args)
  if (!asked) {
    complain(usage)
    return 2
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path.resolve(folder, asked.file)))
    const keys = asked.keys ? await keysIn(path.resolve(folder, asked.keys)) : await ownKeys(environment, folder)
    const verdict = await verdictOn(text, verifyOffline, keys)
    print(sentences[verdict])
    const read = signedDocumentIn(text)
    if (read && verdict !== 'changed') print(`Key: ${read.keyId} ${read.publicKey}`)
    return codes[verdict]
  } catch (error) {
    if (error instanceof TypeError) {
      print(sentences.unreadable)
      return codes.unreadable
    }
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined && !(error instanceof SyntaxError)) throw error
    complain(code === undefined ? 'The file with the keys cannot be read.' : `The file cannot be read (${code}).`)
    return 1
  }
}

function understood(args: readonly string[]): { file: string; keys: string | undefined } | null {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { keys: { type: 'string' } } })
    const [file, ...more] = positionals
    return file === undefined || more.length > 0 ? null : { file, keys: values.keys }
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

async function keysIn(file: string): Promise<readonly PublishedKey[]> {
  const read = JSON.parse(await readFile(file, 'utf8')) as { keys?: unknown }
  const isKey = (one: unknown): one is PublishedKey =>
    typeof (one as PublishedKey)?.keyId === 'string' && typeof (one as PublishedKey)?.publicKey === 'string'
  return Array.isArray(read.keys) ? read.keys.filter(isKey) : []
}

/** The operator's own key, on the machine that signs; none anywhere else. */
async function ownKeys(environment: Readonly<Record<string, string | undefined>>, folder: string): Promise<readonly PublishedKey[]> {
  const file = path.resolve(folder, environment.DATA_DIR ?? './data', 'keys/signing.key')
  const seed = environment.SIGNING_KEY ?? (await readFile(file, 'utf8').catch(absent))
  if (seed === null) return []
  const { keyId, publicKey } = ed25519Signer(Buffer.from(seed.trim(), 'base64url'))
  return [{ keyId, publicKey }]
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

const verifyOffline: Verify = async (text, signature, publicKey) => {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: publicKey }
  try {
    return verifySignature(null, Buffer.from(text), { key: jwk, format: 'jwk' }, Buffer.from(signature, 'base64url'))
  } catch (error) {
    // A key that is no key verifies nothing.
    if ((error as NodeJS.ErrnoException).code !== undefined) return false
    throw error
  }
}
