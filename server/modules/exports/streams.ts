const CHUNK_BYTES = 64 * 1024
const encoder = new TextEncoder()

/** Bytes on demand: nothing is made before it is asked for. `ReadableStream.from` is missing in some browsers. */
export function streamOf(source: AsyncGenerator<Uint8Array, unknown>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await source.next()
      if (next.done) controller.close()
      else controller.enqueue(next.value)
    },
    async cancel() {
      await source.return(undefined)
    },
  })
}

/** The chunks of a stream; leaving early cancels it. Async iteration of streams is missing in some browsers. */
export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  let ended = false
  try {
    while (true) {
      const { done, value } = await reader.read()
      if (done) {
        ended = true
        return
      }
      yield value
    }
  } finally {
    if (!ended) await reader.cancel()
  }
}

/** The lines of a text, without their ends. Memory holds one chunk and one line. */
export async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  for await (const chunk of chunksOf(stream)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  rest += decoder.decode()
  if (rest !== '') yield rest
}

/** The next so many of a sequence, which goes on from there; a loop over it would end it. */
export async function* taken<T>(sequence: AsyncGenerator<T>, most: number): AsyncGenerator<T> {
  for (let left = most; left > 0; left--) {
    const next = await sequence.next()
    if (next.done) return
    yield next.value
  }
}

/** Gathers short texts into chunks worth a write, and lets other work have its turn after each. */
export async function* gathered(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let held: string[] = []
  let length = 0
  for await (const text of texts) {
    held.push(text)
    length += text.length
    if (length < CHUNK_BYTES) continue
    yield encoder.encode(held.join(''))
    held = []
    length = 0
    await nextTurn()
  }
  if (length > 0) yield encoder.encode(held.join(''))
}

/** Promises alone never let timers and requests in, so long loops pause for a macrotask. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
