import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chainedRoot, leafText, merkleProof, merkleRoot, verifyProof } from './merkle.ts'

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
const hash = async (text: string) => sha256(text)
const leaf = (text: string) => sha256(`00${text}`)
const node = (left: string, right: string) => sha256(`01${left}${right}`)
const leaves = (count: number) => Array.from({ length: count }, (_, at) => leaf(String(at)))

// Events carry an id, so no two of a batch are equal.
const anyBatch = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 40 }).map((events) => events.map(leaf))
const anyBatchAndPlace = anyBatch.chain((batch) => fc.tuple(fc.constant(batch), fc.nat(batch.length - 1)))

// RFC 6962 §2.1 word for word: split at the largest power of two below the size.
function rootByTheBook(batch: readonly string[]): string {
  const split = 2 ** Math.ceil(Math.log2(batch.length) - 1)
  return batch.length === 1 ? batch[0]! : node(rootByTheBook(batch.slice(0, split)), rootByTheBook(batch.slice(split)))
}

function headOf(roots: readonly string[]): Promise<string | null> {
  return roots.reduce<Promise<string | null>>(async (head, root) => chainedRoot(await head, root, hash), Promise.resolve(null))
}

describe('the root of a batch', () => {
  it('is the one that RFC 6962 defines, for every size', async () => {
    await fc.assert(
      fc.asyncProperty(anyBatch, async (batch) => {
        expect(await merkleRoot(batch, hash)).toBe(rootByTheBook(batch))
      }),
    )
  })

  it('of one event is that event', async () => {
    expect(await merkleRoot([await hash(leafText('{}'))], hash)).toBe(leaf('{}'))
  })

  it('is another one when events change places or one is left out', async () => {
    const [a, b, c] = leaves(3) as [string, string, string]
    const roots = await Promise.all(
      [
        [a, b, c],
        [b, a, c],
        [a, b],
        [a, b, c, c],
      ].map((batch) => merkleRoot(batch, hash)),
    )

    expect(new Set(roots).size).toBe(4)
  })

  it('cannot be claimed by an event that looks like an inner node', async () => {
    const [a, b] = leaves(2) as [string, string]

    expect(await hash(leafText(`${a}${b}`))).not.toBe(await merkleRoot([a, b], hash))
  })

  it.each([[[]], [['nonsense']], [[`${leaf('a')}0`]], [[leaf('a').toUpperCase()]]])('is refused for %j', async (batch) => {
    await expect(merkleRoot(batch, hash)).rejects.toThrow(RangeError)
  })
})

describe('the proof that an event was in a batch', () => {
  it('holds for every event of every batch', async () => {
    await fc.assert(
      fc.asyncProperty(anyBatchAndPlace, async ([batch, place]) => {
        const proof = await merkleProof(batch, place, hash)

        expect(await verifyProof(batch[place]!, proof, await merkleRoot(batch, hash), hash)).toBe(true)
      }),
    )
  })

  it('fails for any other event, place or size', async () => {
    await fc.assert(
      fc.asyncProperty(anyBatchAndPlace, fc.nat(60), async ([batch, place], other) => {
        const proof = await merkleProof(batch, place, hash)
        const root = await merkleRoot(batch, hash)

        expect(await verifyProof(leaf('never stored, whatever was'), proof, root, hash)).toBe(false)
        expect(await verifyProof(batch[place]!, { ...proof, index: proof.index + 1 + other }, root, hash)).toBe(false)
        expect(await verifyProof(batch[place]!, { ...proof, path: [...proof.path, leaf('more')] }, root, hash)).toBe(false)
      }),
    )
  })

  it.each([0, 1, 2])('fails when step %i of its path is changed', async (step) => {
    const batch = leaves(8)
    const proof = await merkleProof(batch, 5, hash)
    const path = proof.path.with(step, leaf('forged'))

    expect(await verifyProof(batch[5]!, { ...proof, path }, await merkleRoot(batch, hash), hash)).toBe(false)
  })

  it.each([
    ['a place outside the batch', { index: 8, size: 8 }],
    ['a negative place', { index: -1, size: 8 }],
    ['a place between two', { index: 0.5, size: 8 }],
    ['a path that is too short', { path: [] }],
    ['a path that is no hash', { path: ['', '', ''] }],
    ['no end', { size: Number.POSITIVE_INFINITY }],
  ])('with %s is false, not an error', async (_, change) => {
    const batch = leaves(8)
    const proof = await merkleProof(batch, 0, hash)

    expect(await verifyProof(batch[0]!, { ...proof, ...change }, await merkleRoot(batch, hash), hash)).toBe(false)
  })

  it.each([-1, 3, 0.5])('cannot be made for place %d of three', async (place) => {
    await expect(merkleProof(leaves(3), place, hash)).rejects.toThrow(RangeError)
  })
})

describe('the chain of batches', () => {
  it('gives another head when any batch before it is changed, left out or moved', async () => {
    const [a, b, c] = leaves(3) as [string, string, string]
    const heads = await Promise.all(
      [
        [a, b, c],
        [b, a, c],
        [a, c],
        [leaf('x'), b, c],
      ].map(headOf),
    )

    expect(new Set(heads).size).toBe(4)
  })

  it('starts from 64 zeros', async () => {
    const [root] = leaves(1) as [string]

    expect(await chainedRoot(null, root, hash)).toBe(sha256(`02${'0'.repeat(64)}${root}`))
  })

  it('refuses a head that is no hash', async () => {
    await expect(chainedRoot('', leaf('a'), hash)).rejects.toThrow(RangeError)
  })
})
