import { webcrypto } from 'node:crypto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { signedFile, signedText } from '#domain/receipts.ts'
import { ed25519Signer } from '#server/adapters/ed25519-signer.ts'
import { axeFaults } from '#tests/support/mount-part.ts'
import { mountRoom, until } from '#tests/support/mount-room.ts'
import { startApi } from '#tests/support/page-api.ts'
import { judgeFile } from './judge-file.ts'
import VerifyPage from './VerifyPage.vue'

const now = '2026-03-02T09:00:00Z'
const api = startApi(new Date(now))
const document_ = { receipt: 'one', state: 'denied' }

async function fileBy(seed: number): Promise<string> {
  const signer = ed25519Signer(Buffer.alloc(32, seed))
  const { keyId, publicKey } = signer
  return signedFile({ document: document_, signature: await signer.sign(signedText(document_)), keyId, publicKey })
}

async function check(content: string) {
  const { room } = await mountRoom(VerifyPage, { now, path: '/en/verify' })
  const input = room.get<HTMLInputElement>('input[type=file]')
  Object.defineProperty(input.element, 'files', { value: [new File([content], 'receipt.json')] })
  await input.trigger('change')
  await until(() => expect(room.get('[role=status]').text()).not.toBe(''))
  return room
}

describe('the page that checks a receipt', () => {
  beforeEach(() => vi.stubGlobal('crypto', webcrypto))

  it('says that a receipt of the operator is genuine', async () => {
    const room = await check(await fileBy(1))

    await until(() => expect(room.get('[role=status]').text()).toContain('receipt.json is genuine'))
    expect(await axeFaults(room.element)).toEqual([])
  })

  it.each([
    ['changed', async () => (await fileBy(1)).replace('denied', 'grante'), 'was changed'],
    ['signed by somebody else', () => fileBy(2), 'nobody vouches'],
    ['something else', async () => 'hello', 'no receipt'],
  ])('says that a file is %s', async (_, content, sentence) => {
    const room = await check(await content())

    await until(() => expect(room.get('[role=status]').text()).toContain(sentence))
  })

  it('finds a change without a network, and says that the key could not be compared', async () => {
    api.goAway()

    const intact = await check(await fileBy(1))
    const changed = await check((await fileBy(1)).replace('denied', 'grante'))

    await until(() => expect(intact.get('[role=status]').text()).toContain('could not be reached'))
    expect(changed.get('[role=status]').text()).toContain('was changed')
  })

  it('finds whichever single byte of a receipt was changed, with the published keys and without', async () => {
    const whole = new TextEncoder().encode(await fileBy(1))
    const { keyId, publicKey } = ed25519Signer(Buffer.alloc(32, 1))
    const changed = [...whole.keys()].map(
      (position) => new File([whole.map((byte, at) => (at === position ? byte ^ 1 : byte))], 'receipt.json'),
    )

    const found = await Promise.all(changed.flatMap((file) => [judgeFile(file, [{ keyId, publicKey }]), judgeFile(file, [])]))

    expect((await judgeFile(new File([whole], 'receipt.json'), [{ keyId, publicKey }])).verdict).toBe('genuine')
    expect(new Set(found.map(({ verdict }) => verdict))).toEqual(new Set(['changed', 'unreadable']))
  })
})
