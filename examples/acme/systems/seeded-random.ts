/** Numbers from 0 up to but not including 1 that look like chance and are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** One of the entries, each as likely as the others. */
export function pick<T>(random: () => number, entries: readonly T[]): T {
  const entry = entries[Math.floor(random() * entries.length)]
  if (entry === undefined) throw new RangeError('nothing to pick from')
  return entry
}

/** A whole number from `least` to `most`, both included. */
export function between(random: () => number, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1))
}

/** Letters and digits that look like a hash in hex. */
export function hexFrom(random: () => number, length: number): string {
  let text = ''
  while (text.length < length) text += Math.floor(random() * 16).toString(16)
  return text
}
