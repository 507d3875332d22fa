import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signedFile, signedText } from '#domain/receipts.ts'
import { ed25519Signer } from '#server/adapters/ed25519-signer.ts'
import { verifyCommand } from './verify.ts'

const signer = ed25519Signer(Buffer.alloc(32, 1))
const { keyId, publicKey } = signer
const document = { receipt: 'one', state: 'denied' }
const file = signedFile({ document, signature: await signer.sign(signedText(document)), keyId, publicKey })
const keys = JSON.stringify({ keys: [{ keyId, publicKey }] })
const other = ed25519Signer(Buffer.alloc(32, 2))
const otherKeys = JSON.stringify({ keys: [{ keyId: other.keyId, publicKey: other.publicKey }] })

describe('checking a file on the command line', () => {
  let folder: string
  let lines: string[]
  let complaints: string[]

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vitrine-verify-'))
    lines = []
    complaints = []
  })
  afterEach(() => rm(folder, { recursive: true }))

  const write = (name: string, content: string | Uint8Array) => writeFile(path.join(folder, name), content)
  const run = (args: string[], environment: Record<string, string> = {}, ask: typeof fetch = fetch) =>
    verifyCommand(args, {
      environment: { DATA_DIR: folder, ...environment },
      folder,
      print: (line) => void lines.push(line),
      complain: (line) => void complaints.push(line),
      ask,
    })

  it.each([
    ['genuine, with the published keys', file, keys, 0, 'Genuine'],
    ['unchanged, but with a key that was not published', file, otherKeys, 3, 'nobody vouches'],
    ['changed', file.replace('denied', 'grante'), keys, 1, 'Not genuine'],
    ['no signed document', '{"a":1}', keys, 1, 'no signed document'],
    ['no JSON', 'hello', keys, 1, 'no signed document'],
  ])('says that it is %s', async (_, content, published, code, sentence) => {
    await write('receipt.json', content)
    await write('keys.json', published)

    expect(await run(['receipt.json', '--keys', 'keys.json'])).toBe(code)
    expect(lines[0]).toContain(sentence)
  })

  it('ends with 1 whichever single byte of the file was changed', async () => {
    const bytes = new TextEncoder().encode(file)
    await write('keys.json', keys)

    const codes = await Promise.all(
      [...bytes.keys()].map(async (position) => {
        await write(
          `${position}.json`,
          bytes.map((byte, at) => (at === position ? byte ^ 1 : byte)),
        )
        return run([`${position}.json`, '--keys', 'keys.json'])
      }),
    )

    expect(codes).toHaveLength(bytes.length)
    expect(new Set(codes)).toEqual(new Set([1]))
  })

  it('names the key that signed, and what it was compared with', async () => {
    await write('receipt.json', file)
    await write('keys.json', keys)

    await run(['receipt.json', '--keys', 'keys.json'])

    expect(lines.slice(1)).toEqual([`Signed by the key ${keyId} ${publicKey}`, 'Compared with the keys in keys.json.'])
  })

  it('takes the operator’s own key on the operator’s machine, from the environment or the data folder', async () => {
    const seed = Buffer.alloc(32, 1).toString('base64url')
    await write('receipt.json', file)

    expect(await run(['receipt.json'], { SIGNING_KEY: seed })).toBe(0)
    expect(await run(['receipt.json'])).toBe(3)
    expect(lines.at(-1)).toContain('this machine has none')
  })

  it('asks a running server for its keys, and for nothing else, when one is named', async () => {
    const asked: string[] = []
    const ask = async (address: unknown) => {
      asked.push(String(address))
      return new Response(keys)
    }
    await write('receipt.json', file)

    expect(await run(['receipt.json', '--server', 'https://privacy.acmemail.example/en/verify'], {}, ask as typeof fetch)).toBe(0)
    expect(asked).toEqual(['https://privacy.acmemail.example/api/signing-keys'])
  })

  it.each([
    ['is silent', () => Promise.reject(new TypeError('fetch failed')), 'No server answers at https://privacy.acmemail.example'],
    ['is another one', async () => new Response('', { status: 404 }), 'answered with 404'],
    ['answers something else', async () => new Response('<html>'), 'does not hold keys'],
  ])('says that the server %s', async (_, ask, sentence) => {
    await write('receipt.json', file)

    expect(await run(['receipt.json', '--server', 'https://privacy.acmemail.example'], {}, ask as typeof fetch)).toBe(4)
    expect(complaints.join()).toContain(sentence)
  })

  it('reads bytes that are no text as no document', async () => {
    await write('receipt.json', Uint8Array.of(0xff, 0xfe))

    expect(await run(['receipt.json'])).toBe(1)
  })

  it.each([
    [[], 'Name the file'],
    [['a', 'b'], 'One file at a time'],
    [['a', '--colour'], '--colour'],
    [['a', '--keys', 'k', '--server', 'http://localhost'], 'not both'],
    [['a', '--server', 'nowhere'], 'no address'],
  ])('explains itself when it is asked %j', async (args, sentence) => {
    expect(await run(args)).toBe(2)
    expect(complaints[0]).toContain(sentence)
    expect(complaints[0]).toContain('vitrine verify <file>')
  })

  it('says which file is not there, or holds no keys', async () => {
    await write('receipt.json', file)

    expect([await run(['nowhere.json']), await run(['receipt.json', '--keys', 'receipt.json'])]).toEqual([4, 4])
    expect(complaints).toEqual([
      'nowhere.json cannot be read (ENOENT).',
      'receipt.json does not hold keys as /api/signing-keys answers them.',
    ])
  })
})
