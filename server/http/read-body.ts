import { problem } from '#contract/problems.ts'
import { parseStrictJson } from './strict-json.ts'

/** The usual limit: the largest body but a notice's draft is a list of 50 decisions, about 15 kB. */
export const MAXIMUM_BODY_BYTES = 64 * 1024

/**
 * The one place that reads a request's body.
 * @returns the parsed JSON, or undefined when there is no body
 * @throws {ProblemError} request/unsupported-media-type, request/too-large, request/malformed
 */
export async function readBody(request: Request, limitBytes = MAXIMUM_BODY_BYTES): Promise<unknown> {
  if (request.headers.has('content-encoding')) throw problem('request/unsupported-media-type')
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > limitBytes) throw problem('request/too-large', { limitBytes })
  const bytes = await readBytes(request, limitBytes)
  if (bytes.length === 0) return undefined
  if (!isJson(request.headers.get('content-type'))) throw problem('request/unsupported-media-type')
  return parseStrictJson(bytes)
}

async function readBytes(request: Request, limitBytes: number): Promise<Uint8Array> {
  // What says its length arrives whole or not at all, and reading it in one piece costs a third of walking a stream.
  if (request.headers.has('content-length')) {
    const whole = new Uint8Array(await request.arrayBuffer())
    if (whole.length > limitBytes) throw problem('request/too-large', { limitBytes })
    return whole
  }
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.length
    if (size > limitBytes) throw problem('request/too-large', { limitBytes })
    parts.push(part)
  }
  const whole = new Uint8Array(size)
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

function isJson(contentType: string | null): boolean {
  return /^application\/json\s*(?:;\s*charset=utf-8\s*)?$/i.test(contentType ?? '')
}
