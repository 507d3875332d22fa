import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { nodePost } from './node-post.ts'

const servers: Server[] = []

async function serverThat(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const post = nodePost({ timeoutMs: 300, allowPrivate: true })
const strict = nodePost({ timeoutMs: 300, allowPrivate: false })

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections()
})

describe('a request to a connected system', () => {
  it('carries body and headers, and brings back status, text and the wait asked for', async () => {
    const url = await serverThat((request, response) => {
      request.on('data', (body) =>
        response.writeHead(503, { 'retry-after': '7' }).end(`${request.method} ${request.headers['webhook-id']} ${body}`),
      )
    })

    expect(await post(url, { 'webhook-id': 'm-1' }, '{"ö":1}')).toEqual({ status: 503, retryAfter: '7', body: 'POST m-1 {"ö":1}' })
  })

  it('follows no redirect', async () => {
    const other = await serverThat((_, response) => response.end('followed'))
    const url = await serverThat((_, response) => response.writeHead(307, { location: other }).end())

    expect(await post(url, {}, '{}')).toMatchObject({ status: 307, body: '' })
  })

  it('gives up when no answer comes in time', async () => {
    const url = await serverThat(() => undefined)

    await expect(post(url, {}, '{}')).rejects.toThrow('no answer in time')
  })

  it('gives up when an answer trickles longer than the time', async () => {
    const url = await serverThat((_, response) => response.writeHead(200).write('{'))

    await expect(post(url, {}, '{}')).rejects.toThrow('no answer in time')
  })

  it('reads no more than the limit', async () => {
    const url = await serverThat((_, response) => response.end(Buffer.alloc(5 * 1024 * 1024, 'a')))

    await expect(post(url, {}, '{}')).rejects.toThrow('the answer is too large')
  })

  it('takes no text that is not UTF-8', async () => {
    const url = await serverThat((_, response) => response.end(Buffer.from([0x22, 0xff, 0x22])))

    await expect(post(url, {}, '{}')).rejects.toThrow('the answer is not UTF-8')
  })

  it('tells the code of a failure and nothing that was sent', async () => {
    await expect(post('http://127.0.0.1:9', {}, '{"secret":1}')).rejects.toThrow(/^ECONNREFUSED$/)
  })

  it.each(['https://127.0.0.1:9', 'https://[::1]:9', 'https://169.254.169.254', 'https://2130706433', 'https://localhost'])(
    'does not reach %s unless the operator allows it',
    async (url) => {
      await expect(strict(url, {}, '{}')).rejects.toThrow('the address is not public')
    },
  )

  it('speaks only https outside', async () => {
    await expect(strict('http://example.com', {}, '{}')).rejects.toThrow('only https is spoken outside')
  })
})
