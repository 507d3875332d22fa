import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { keyIdOf } from './ed25519.ts'
import { consentReceipt, signedFile, signedText } from './receipts.ts'
import { verdictOn } from './verdict.ts'

const pair = generateKeyPairSync('ed25519')
const publicKey = pair.publicKey.export({ format: 'jwk' }).x as string
const keyId = (await keyIdOf(publicKey)) as string
const keys = [{ keyId, publicKey }]
const document = consentReceipt({
  receiptId: '0197f0f4-0000-7000-8000-000000000001',
  recordId: '0197f0f4-0000-7000-8000-000000000002',
  principalId: 'urn:uuid:0197f0f4-0000-7000-8000-000000000003',
  issuedAt: new Date('2026-03-27T14:00:00Z'),
  language: 'ar',
  wording: { id: 'news-3', text: 'أرسلوا إليّ بالبريد أخبار الميزات.' },
  notice: { url: 'https://privacy.acmemail.example/notices/privacy/2026-03-01', effectiveOn: '2026-03-01' },
  purpose: { id: 'news', title: 'Neuigkeiten für Sie' },
  channel: 'email',
  personalData: ['https://w3id.org/dpv/pd#EmailAddress'],
  retention: 'Bis zum Widerruf',
  storage: 'Deutschland',
  jurisdiction: 'EU',
  withdrawal: { url: 'https://privacy.acmemail.example/me/choices', how: 'Ein Klick' },
  parties: [{ name: 'Acme Mail GmbH', contact: 'privacy@acmemail.example', role: 'controller' }],
  events: [{ at: new Date('2026-03-27T14:00:00Z'), state: 'granted', surface: 'portal', validUntil: null }],
})
const signature = sign(null, Buffer.from(signedText(document)), pair.privateKey).toString('base64url')
const file = new TextEncoder().encode(signedFile({ document, signature, keyId, publicKey }))

const positions = [...file.keys()]
const changedAt = (position: number, change: (byte: number) => number) => file.map((byte, at) => (at === position ? change(byte) : byte))
const without = (position: number) => file.filter((_, at) => at !== position)
const twice = (position: number) => Uint8Array.from([...file.slice(0, position), file[position] as number, ...file.slice(position)])
const verdicts = async (files: readonly Uint8Array[], published = keys) => {
  const found = await Promise.all(files.map((one) => verdictOn(one, published)))
  return new Set(found.map(({ verdict }) => verdict))
}

describe('the verdict on a receipt', () => {
  it('is that it is genuine when it is whole and its key was published', async () => {
    expect(await verdictOn(file, keys)).toEqual({ verdict: 'genuine', key: { keyId, publicKey } })
    expect((await verdictOn(file, [])).verdict).toBe('unknown-key')
  })

  it.each([0, 5, 7])('is never that it is whole when bit %i of any one byte was turned, with or without published keys', async (bit) => {
    const changed = positions.map((position) => changedAt(position, (byte) => byte ^ (1 << bit)))

    expect(
      [...(await verdicts(changed)), ...(await verdicts(changed, []))].filter((one) => one !== 'changed' && one !== 'unreadable'),
    ).toEqual([])
  })

  it('is never that it is whole when any one byte was left out or written twice', async () => {
    const found = await verdicts([...positions.map(without), ...positions.map(twice)])

    expect([...found].sort()).toEqual(['changed', 'unreadable'])
  })

  it.each(['signature', 'publicKey'] as const)(
    'is never that it is whole when the last letter of its %s means the same bytes',
    async (part) => {
      const parts = { document, signature, keyId, publicKey }
      const others = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].filter(
        (letter) => !parts[part].endsWith(letter),
      )
      const files = others.map((letter) => new TextEncoder().encode(signedFile({ ...parts, [part]: parts[part].slice(0, -1) + letter })))

      expect([...(await verdicts(files))]).toEqual(['changed'])
    },
  )

  it('is never that it is whole when anything stands before or after it', async () => {
    const around = [Uint8Array.from([...file, 0x0a]), Uint8Array.from([0x20, ...file]), Uint8Array.from([0xef, 0xbb, 0xbf, ...file])]

    expect([...(await verdicts(around))].sort()).toEqual(['changed', 'unreadable'])
  })

  it.each([
    ['nothing', ''],
    ['no JSON', 'hello'],
    ['another document', '{"a":1}'],
    ['a key that is none', '{"document":{},"keyId":"a","publicKey":"!","signature":"AA"}'],
  ])('is never an error for %s', async (_, text) => {
    expect((await verdictOn(new TextEncoder().encode(text), keys)).key).toBeNull()
  })
})
