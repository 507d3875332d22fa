import { lookup as resolve } from 'node:dns'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { SourceError } from '#server/ports/source.ts'
import type { Post } from './post.ts'
import { isPrivateAddress } from './private-address.ts'

const LARGEST_ANSWER = 4 * 1024 * 1024

/**
 * Requests over the network. Each connection resolves the name once and connects to exactly what was checked, so that a name cannot
 * change its meaning between the check and the use.
 */
export function nodePost({ timeoutMs, allowPrivate }: { timeoutMs: number; allowPrivate: boolean }): Post {
  return async (address, headers, body) => {
    const url = new URL(address)
    const host = url.hostname.replace(/^\[|\]$/g, '')
    if (!allowPrivate && url.protocol !== 'https:') throw new SourceError('only https is spoken outside')
    if (!allowPrivate && isIP(host) !== 0 && isPrivateAddress(host)) throw new SourceError('the address is not public')
    const request = url.protocol === 'https:' ? httpsRequest : httpRequest
    return new Promise((answered, failed) => {
      // Only the code of a failure leaves: messages may quote what was sent.
      const fail = (error: unknown) => failed(error instanceof SourceError ? error : new SourceError(codeOf(error)))
      const sending = request(
        url,
        {
          method: 'POST',
          agent: false,
          signal: AbortSignal.timeout(timeoutMs),
          headers: {
            ...headers,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
            'accept-encoding': 'identity',
          },
          ...(allowPrivate ? {} : { lookup: publicLookup }),
        },
        (response) => {
          const chunks: Buffer[] = []
          let bytes = 0
          response.on('data', (chunk: Buffer) => {
            bytes += chunk.length
            if (bytes > LARGEST_ANSWER) response.destroy(new SourceError('the answer is too large'))
            else chunks.push(chunk)
          })
          response.on('error', fail)
          response.on('end', () => {
            try {
              const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
              answered({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] ?? null, body: text })
            } catch (error) {
              fail(error instanceof TypeError ? new SourceError('the answer is not UTF-8') : error)
            }
          })
        },
      )
      sending.on('error', fail)
      sending.end(body)
    })
  }
}

const publicLookup: LookupFunction = (host, options, found) => {
  resolve(host, { ...options, all: true }, (error, addresses) => {
    if (error) return found(error, '')
    const [first] = addresses
    if (!first || addresses.some(({ address }) => isPrivateAddress(address))) return found(new SourceError('the address is not public'), '')
    return options.all ? found(null, addresses) : found(null, first.address, first.family)
  })
}

function codeOf(error: unknown): string {
  if (error instanceof DOMException || (error instanceof Error && error.name === 'AbortError')) return 'no answer in time'
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : 'no answer'
}
