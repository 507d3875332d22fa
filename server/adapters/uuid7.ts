const COUNTER_LIMIT = 0x1000

/**
 * Makes identifiers that sort by time, also within a millisecond and when the clock stands still. Source: RFC 9562 §5.7 with a 12-bit counter (§6.2 method 1).
 * @param now epoch milliseconds
 * @param bytes fills with random bytes
 */
export function uuid7Maker(now: () => number, bytes: (length: number) => Uint8Array): () => string {
  let lastMs = -1
  let counter = 0
  return () => {
    const random = bytes(10)
    const ms = now()
    if (ms > lastMs) {
      lastMs = ms
      // The top bit stays free, so that at least 2048 more fit into this millisecond.
      counter = (((random[8] as number) << 8) | (random[9] as number)) & 0x7ff
    } else {
      counter += 1
      if (counter === COUNTER_LIMIT) {
        lastMs += 1
        counter = 0
      }
    }
    const time = lastMs.toString(16).padStart(12, '0')
    const tail = hex(random.subarray(0, 8))
    const variant = (0x8 | (Number.parseInt(tail.slice(0, 1), 16) & 0x3)).toString(16)
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${variant}${tail.slice(1, 4)}-${tail.slice(4, 16)}`
  }
}

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += pairs[byte]
  return text
}
