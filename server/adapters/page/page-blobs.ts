import type { Blobs } from '#server/ports/blobs.ts'
import { hexOf } from './bytes.ts'

/** Files in the memory of the page, in the given map. */
export function pageBlobs(kept = new Map<string, Blob>()): Blobs {
  return {
    async write(key, stream) {
      const bytes = await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer()
      const sha256 = hexOf(await crypto.subtle.digest('SHA-256', bytes))
      kept.set(key, new Blob([bytes]))
      return { bytes: bytes.byteLength, sha256 }
    },
    async read(key, range) {
      const blob = kept.get(key)
      if (blob === undefined) return null
      if (range && (range.from < 0 || range.from >= blob.size || range.to < range.from))
        throw new RangeError(`no bytes ${range.from} to ${range.to} in a blob of ${blob.size}`)
      return (range ? blob.slice(range.from, range.to + 1) : blob).stream()
    },
    remove: async (key) => void kept.delete(key),
  }
}
