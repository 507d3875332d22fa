import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { PublishedKey } from '#domain/receipts.ts'
import { type Verdict, verdictOn } from '#domain/verdict.ts'
import { ed25519Signer } from '#server/adapters/ed25519-signer.ts'

export const verifyUsage = `vitrine verify <file> [--keys <file> | --server <address>]
  Checks a receipt or certificate. The file is read here and sent nowhere.

  --keys <file>        what /api/signing-keys answered; nothing is asked over a network
  --server <address>   a running server, which is asked for its keys

Without either, the key of the data folder is taken (SIGNING_KEY, else DATA_DIR), also without a network.
Exit code 0: genuine. 1: changed, or no signed document. 2: the command was not understood. 3: unchanged, but nobody vouches for its key.
4: the file or the keys cannot be read.`

const sentences: Readonly<Record<Verdict, string>> = {
  genuine: 'Genuine: every byte is as it was signed, by a key of the operator.',
  'unknown-key': 'Unchanged, but nobody vouches for its key. Compare it with the keys the operator publishes at /api/signing-keys.',
  changed: 'Not genuine: something was changed since it was signed.',
  unreadable: 'This file holds no signed document.',
}
const codes: Readonly<Record<Verdict, number>> = { genuine: 0, changed: 1, unreadable: 1, 'unknown-key': 3 }
const NOT_UNDERSTOOD = 2
const NOT_READ = 4
const WAIT_MS = 5_000

export interface VerifyOptions {
  environment: Readonly<Record<string, string | undefined>>
  /** Where relative paths begin. */
  folder: string
  print(line: string): void
  complain(line: string): void
  /** Asks a running server for its keys. */
  ask?: typeof fetch
}

interface Keys {
  from: string
  keys: readonly PublishedKey[]
}

/** A file or a list of keys that cannot be had; says which and why. */
class NotRead extends Error {}

/** `vitrine verify <file>`: needs no database, and no server unless one is named. @returns the exit code */
export async function verifyCommand(args: readonly string[], options: VerifyOptions): Promise<number> {
  const { print, complain } = options
  const asked = understood(args)
  if (typeof asked === 'string') {
    complain(`${asked}\n\n${verifyUsage}`)
    return NOT_UNDERSTOOD
  }
  try {
    const file = await contentOf(asked.file, options)
    const { from, keys } = await keysFor(asked, options)
    const { verdict, key } = await verdictOn(file, keys)
    print(`${asked.file}: ${sentences[verdict]}`)
    if (key) print(`Signed by the key ${key.keyId} ${key.publicKey}`)
    if (key) print(`Compared with ${from}.`)
    return codes[verdict]
  } catch (error) {
    if (!(error instanceof NotRead)) throw error
    complain(error.message)
    return NOT_READ
  }
}

interface Asked {
  file: string
  keys: string | undefined
  server: string | undefined
}

function understood(args: readonly string[]): Asked | string {
  try {
    const options = { keys: { type: 'string' }, server: { type: 'string' } } as const
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options })
    const [file, ...more] = positionals
    if (file === undefined) return 'Name the file to check.'
    if (more.length > 0) return 'One file at a time.'
    if (values.keys !== undefined && values.server !== undefined) return 'Name a file with keys or a server, not both.'
    if (values.server !== undefined && !URL.canParse(values.server)) return `"${values.server}" is no address.`
    return { file, keys: values.keys, server: values.server }
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) return error.message
    throw error
  }
}

function keysFor({ keys, server }: Asked, options: VerifyOptions): Promise<Keys> {
  if (keys !== undefined) return keysInFile(keys, options)
  return server === undefined ? ownKeys(options) : keysOfServer(server, options)
}

async function keysInFile(name: string, options: VerifyOptions): Promise<Keys> {
  const text = new TextDecoder().decode(await contentOf(name, options))
  return { from: `the keys in ${name}`, keys: publishedKeys(text, name) }
}

async function keysOfServer(server: string, { ask = fetch }: VerifyOptions): Promise<Keys> {
  const { origin } = new URL(server)
  try {
    const answer = await ask(`${origin}/api/signing-keys`, { signal: AbortSignal.timeout(WAIT_MS) })
    if (!answer.ok) throw new NotRead(`${origin} answered with ${answer.status} when asked for its keys.`)
    return { from: `the keys of ${origin}`, keys: publishedKeys(await answer.text(), origin) }
  } catch (error) {
    const isSilent = error instanceof TypeError || (error as Error).name === 'TimeoutError'
    if (isSilent) throw new NotRead(`No server answers at ${origin}. Give its keys as a file with --keys.`)
    throw error
  }
}

/** The operator's own key, on the machine that signs; none anywhere else. */
async function ownKeys({ environment }: VerifyOptions): Promise<Keys> {
  const file = path.resolve(environment.DATA_DIR ?? './data', 'keys/signing.key')
  const seed = environment.SIGNING_KEY ?? (await readFile(file, 'utf8').catch(absent))
  if (seed === null) return { from: 'no key: this machine has none of the operator', keys: [] }
  const { keyId, publicKey } = ed25519Signer(Buffer.from(seed.trim(), 'base64url'))
  return { from: 'the key with which this machine signs', keys: [{ keyId, publicKey }] }
}

function publishedKeys(text: string, from: string): PublishedKey[] {
  const isKey = (one: unknown): one is PublishedKey =>
    typeof (one as PublishedKey)?.keyId === 'string' && typeof (one as PublishedKey)?.publicKey === 'string'
  try {
    const read = JSON.parse(text) as { keys?: unknown } | null
    if (Array.isArray(read?.keys) && read.keys.length > 0 && read.keys.every(isKey)) return read.keys
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new NotRead(`${from} does not hold keys as /api/signing-keys answers them.`)
}

async function contentOf(name: string, { folder }: VerifyOptions): Promise<Uint8Array> {
  try {
    return await readFile(path.resolve(folder, name))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new NotRead(`${name} cannot be read (${code}).`)
  }
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
