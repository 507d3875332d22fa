/**
 * SHA-256 of the text's UTF-8 bytes, in lower-case hex. Injected: WebCrypto costs 15 times what Node's own digest does, and answers later where
 * Node's answers at once.
 */
export type Hash = (text: string) => string | Promise<string>

/** The hashes of many texts, in their order. Where the hash answers at once, so do they all: a promise for each cost as much as hashing. */
export async function hashesOf(texts: readonly string[], hash: Hash): Promise<readonly string[]> {
  const made = texts.map((text) => hash(text))
  return isAtOnce(made) ? made : Promise.all(made)
}

/** What shows that one leaf is under a root: the leaf's place, the number of leaves, and the sibling hashes from the bottom up. */
export type MerkleProof = { index: number; size: number; path: readonly string[] }

// RFC 6962 §2.1 sets leaves and nodes apart by their first byte, so that no node can be passed off as a leaf; written in hex like the hashes.
const LEAF = '00'
const NODE = '01'
const CHAIN = '02'
const SHA256_HEX = /^[0-9a-f]{64}$/
const BEFORE_THE_FIRST = '0'.repeat(64)

/** What is hashed to stand for one event, as a leaf. */
export function leafText(canonical: string): string {
  return LEAF + canonical
}

/**
 * The root over a batch of leaf hashes, in their order. Source: RFC 6962 §2.1 (an odd node moves up unchanged).
 * @throws {RangeError} if there is no leaf, or one is no SHA-256 in lower-case hex
 */
export async function merkleRoot(leafHashes: readonly string[], hash: Hash): Promise<string> {
  let level = checked(leafHashes)
  while (level.length > 1) level = await levelAbove(level, hash)
  return level[0] as string
}

/**
 * The proof that the leaf at `index` is under the root of these leaves.
 * @throws {RangeError} if there is no leaf at `index`, or a hash is malformed
 */
export async function merkleProof(leafHashes: readonly string[], index: number, hash: Hash): Promise<MerkleProof> {
  let level = checked(leafHashes)
  if (!Number.isSafeInteger(index) || index < 0 || index >= level.length) throw new RangeError(`no leaf at ${index}`)
  const path: string[] = []
  for (let place = index; level.length > 1; place = Math.floor(place / 2)) {
    const sibling = level[place % 2 === 0 ? place + 1 : place - 1]
    if (sibling !== undefined) path.push(sibling)
    level = await levelAbove(level, hash)
  }
  return { index, size: leafHashes.length, path }
}

/** Whether the leaf is under the root, at the place and in the batch size the proof says. A malformed proof is false, not an error. */
export async function verifyProof(leafHash: string, proof: MerkleProof, root: string, hash: Hash): Promise<boolean> {
  const { index, size, path } = proof
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) return false
  if (![leafHash, root, ...path].every((hex) => SHA256_HEX.test(hex))) return false
  let node = leafHash
  let used = 0
  for (let place = index, width = size; width > 1; place = Math.floor(place / 2), width = Math.ceil(width / 2)) {
    const isLoneLast = place === width - 1 && place % 2 === 0
    if (isLoneLast) continue
    const sibling = path[used++]
    if (sibling === undefined) return false
    node = await hash(place % 2 === 0 ? nodeText(node, sibling) : nodeText(sibling, node))
  }
  return used === path.length && node === root
}

/**
 * The head of a writing process's chain after one more batch.
 * @param previous the head before; `null` for the first batch
 * @throws {RangeError} if a hash is malformed
 */
export async function chainedRoot(previous: string | null, root: string, hash: Hash): Promise<string> {
  const [before, next] = checked([previous ?? BEFORE_THE_FIRST, root])
  return hash(`${CHAIN}${before}${next}`)
}

function nodeText(left: string, right: string): string {
  return NODE + left + right
}

async function levelAbove(level: readonly string[], hash: Hash): Promise<readonly string[]> {
  const pairs: string[] = []
  for (let at = 0; at + 1 < level.length; at += 2) pairs.push(nodeText(level[at] as string, level[at + 1] as string))
  const above = await hashesOf(pairs, hash)
  return level.length % 2 === 1 ? [...above, level.at(-1) as string] : above
}

function isAtOnce(made: (string | Promise<string>)[]): made is string[] {
  return made.every((one) => typeof one === 'string')
}

function checked(hashes: readonly string[]): readonly string[] {
  if (hashes.length === 0) throw new RangeError('a batch has at least one leaf')
  if (!hashes.every((hex) => SHA256_HEX.test(hex))) throw new RangeError('not a SHA-256 in lower-case hex')
  return hashes
}
