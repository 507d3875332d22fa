/** Large files, encrypted at rest. Keys are ours, never a client's. */
export interface Blobs {
  /** Writes all of it or nothing: a key never shows a half-written file. Flat in memory. */
  write(key: string, bytes: ReadableStream<Uint8Array>): Promise<{ bytes: number; sha256: string }>
  /** @param range inclusive byte positions of the plain text */
  read(key: string, range?: { from: number; to: number }): Promise<ReadableStream<Uint8Array> | null>
  remove(key: string): Promise<void>
}
