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
const otherKeys = JSON.stringify({ keys: [{ keyId: 'other', publicKey: ed25519Signer(Buffer.alloc(32, 2)).publicKey }] })

describe('checking a file on the command line', () => {
  let folder: string
  let lines: string[]

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vitrine-verify-'))
    lines = []
  })
  afterEach(() => rm(folder, { recursive: true }))

  const write = (name: string, content: string | Uint8Array) => writeFile(path.join(folder, name), content)
  const say = (line: string) => void lines.push(line)
  const run = (args: string[], environment: Record<string, string> = {}) =>
    verifyCommand(args, { environment, folder, print: say, complain: say })

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

  it('takes the operator’s own key on the operator’s machine', async () => {
    await write('receipt.json', file)

    expect(await run(['receipt.json'], { SIGNING_KEY: Buffer.alloc(32, 1).toString('base64url') })).toBe(0)
  })

  it('needs no server, no database and no keys to say that nothing was changed', async () => {
    await write('receipt.json', file)

    expect(await run(['receipt.json'])).toBe(3)
  })

  it('reads bytes that are no text as no document', async () => {
    await write('receipt.json', Uint8Array.of(0xff, 0xfe))

    expect(await run(['receipt.json'])).toBe(1)
  })

  it.each([[[]], [['a', 'b']], [['a', '--colour']]])('explains itself when it is asked %j', async (args) => {
    expect(await run(args)).toBe(2)
    expect(lines[0]).toContain('vitrine verify <file>')
  })

  it('says that a file is not there', async () => {
    expect(await run(['nowhere.json'])).toBe(1)
    expect(lines[0]).toContain('ENOENT')
  })
})
