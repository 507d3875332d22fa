import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ed25519Signer } from '#server/adapters/ed25519-signer.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { type TestPorts, testPorts } from '#tests/support/ports.ts'
import { sealCheckpoint } from './checkpoints.ts'
import { commit } from './commit.ts'
import { enterSigningKey, publishedKeys } from './signing-keys.ts'
import { verifyChain } from './verify-chain.ts'

const first = ed25519Signer(Buffer.alloc(32, 1))
const second = ed25519Signer(Buffer.alloc(32, 2))

describe.each(engines)('the published signing keys on $name', ({ open }) => {
  let opened: OpenDatabase
  let ports: TestPorts

  beforeEach(async () => {
    opened = await open()
    ports = testPorts(opened.database)
  })
  afterEach(() => opened.close())

  const startWith = (signer: typeof first) => {
    ports = { ...ports, signer }
    return enterSigningKey(ports)
  }
  const rotate = async () => {
    await startWith(first)
    ports.clock.advance({ days: 30 })
    await startWith(second)
  }

  it('name a former key with the days on which it signed, beside the one in use', async () => {
    await rotate()

    expect(await publishedKeys(ports)).toEqual([
      { keyId: second.keyId, publicKey: second.publicKey, from: '2026-04-01T09:00:00.000Z', until: null },
      { keyId: first.keyId, publicKey: first.publicKey, from: '2026-03-02T09:00:00.000Z', until: '2026-04-01T09:00:00.000Z' },
    ])
  })

  it('change nothing at a start with the same key', async () => {
    await startWith(first)
    ports.clock.advance({ days: 1 })
    await startWith(first)

    expect(await publishedKeys(ports)).toMatchObject([{ from: '2026-03-02T09:00:00.000Z', until: null }])
    expect(await opened.database.selectFrom('events').select('kind').execute()).toEqual([{ kind: 'signing-key/entered' }])
  })

  it('learn from the checkpoints of the keys of earlier versions', async () => {
    ports = { ...ports, signer: first }
    await commit(ports, async (_, record) => record({ kind: 'setting/changed', subject: 'operator', about: 'x' }))
    await sealCheckpoint(ports)
    ports.clock.advance({ days: 2 })

    await startWith(second)

    expect(await publishedKeys(ports)).toMatchObject([
      { keyId: second.keyId, from: '2026-03-04T09:00:00.000Z', until: null },
      { keyId: first.keyId, from: '2026-03-02T09:00:00.000Z', until: '2026-03-02T09:00:00.000Z' },
    ])
  })

  it('keep the chain verifiable over a rotation, and let an auditor trust fewer', async () => {
    await startWith(first)
    await sealCheckpoint(ports)
    ports.clock.advance({ days: 1 })
    await startWith(second)
    await sealCheckpoint(ports)

    expect(await verifyChain(ports)).toMatchObject({ intact: true, checkpoints: 2 })
    expect(await verifyChain(ports, { trustedKeys: [second.publicKey] })).toMatchObject({ intact: false, reason: 'checkpoint-forged' })
  })
})
