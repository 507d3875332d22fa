import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Duplex } from 'node:stream'
import type { BannerConfig, BannerTexts } from '../../contract/banner.ts'
import type { DeviceStanding } from '../../contract/choices.ts'
import { readContentFolder } from '../../server/adapters/content-folder.ts'
import { nodeHasher } from '../../server/adapters/node-hasher.ts'
import { parseContent } from '../../server/modules/registers/index.ts'
import { createBanner } from '../../server/pages/banner.ts'
import type { Ports } from '../../server/ports/ports.ts'
import { memoryBlobs } from '../support/ports.ts'

const root = path.resolve(import.meta.dirname, '../..')

export interface BannerSite {
  /** Origin of the host page. */
  page: string
  /** Origin of the privacy center. */
  api: string
  /** Proofs that have arrived, in order. */
  proofs: Record<string, unknown>[]
  /** What the privacy center answers to a proof, and what it says stands for a device. */
  answers: { status: number; standing: DeviceStanding }
  close(): Promise<void>
}

/** What a host page is made of; `{nonce}` and `{banner}` in it are filled in. */
export interface HostPage {
  head?: string
  body?: string
  lang?: string
  dir?: string
  /** Puts the banner's text inline instead of its address. */
  inline?: 'whole' | 'stub'
  /** More for the address of the script, as `&with=google`. */
  query?: string
  policy?: (nonce: string, api: string) => string
}

export const strictPolicy = (nonce: string, api: string) =>
  `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src 'self'; frame-src 'self'; connect-src 'self' ${api}; base-uri 'none'; require-trusted-types-for 'script'; trusted-types vitrine`

const paragraph =
  'The harbour opens at six. Boats with fish come first, then the ferry, then whoever has waited longest, and nobody is asked to pay before the gate. '

/** A privacy center that knows the banner only, and a website with any pages, on two origins of their own. */
export async function openBannerSite(pages: Record<string, HostPage>): Promise<BannerSite> {
  const proofs: Record<string, unknown>[] = []
  const answers: BannerSite['answers'] = { status: 201, standing: { joined: false, decisions: [] } }
  const written = parseContent(await readContentFolder(path.join(root, 'content')))
  // The guard is tried on a host that exists here: the same website under another name.
  const services = written.services.map((category) => ({
    ...category,
    services: category.services.map((service) => (service.id === 'plain-count' ? { ...service, hosts: ['localhost'] } : service)),
  }))
  const content = { ...written, services }
  const texts = Object.fromEntries(
    ['en', 'de', 'ar'].map((name) => [name, JSON.parse(readFileSync(path.join(root, `banner/texts/${name}.json`), 'utf8')) as BannerTexts]),
  ) as BannerConfig['texts']

  let answer: ReturnType<typeof createBanner>
  const center = http.createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-headers', 'content-type')
    if (request.url === '/api/devices/standing') return void response.writeHead(200).end(JSON.stringify(answers.standing))
    if (request.url?.startsWith('/api/consents')) {
      if (request.method === 'OPTIONS') return void response.writeHead(204).end()
      let body = ''
      request.on('data', (part) => {
        body += part
      })
      request.on('end', () => {
        if (answers.status === 201) proofs.push(JSON.parse(body))
        response.writeHead(answers.status).end('{}')
      })
      return
    }
    void answer(new Request(`${api}${request.url}`, { headers: { 'accept-language': request.headers['accept-language'] ?? '' } })).then(
      async (given) => {
        response.writeHead(given?.status ?? 404, Object.fromEntries(given?.headers ?? []))
        response.end(await given?.text())
      },
    )
  })
  const api = await listen(center)
  const ports = { content, hasher: nodeHasher(Buffer.alloc(32, 1)), blobs: memoryBlobs(), settings: { baseUrl: api } } as unknown as Ports
  answer = createBanner(ports, { bundle: readFileSync(path.join(root, 'dist/banner/consent.js'), 'utf8'), texts })

  let count = 0
  const website = http.createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://host')
    if (pathname === '/ran.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' })
      return void response.end(`(window.ran ??= []).push(${JSON.stringify(searchParams.get('id'))})`)
    }
    if (pathname === '/frame') {
      response.writeHead(200, { 'content-type': 'text/html' })
      return void response.end('<!doctype html><title>map</title><p>A map')
    }
    const host = pages[pathname]
    if (!host) return void response.writeHead(204).end()
    count += 1
    const nonce = `n${count}`
    const query = `?site=acme-website&lang=${host.lang ?? 'en'}${host.query ?? ''}`
    void bannerTag(host, query, nonce).then((tag) => {
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        ...(host.policy ? { 'content-security-policy': host.policy(nonce, api) } : {}),
      })
      response.end(
        `<!doctype html><html lang="${host.lang ?? 'en'}" dir="${host.dir ?? 'ltr'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Harbour</title>
${(host.head ?? '').replaceAll('{nonce}', nonce)}${tag}</head><body><main><h1>The harbour</h1>${`<p>${paragraph.repeat(4)}</p>`.repeat(6)}<p><a href="#last">The last link</a></p></main>${(host.body ?? '').replaceAll('{nonce}', nonce)}</body></html>`,
      )
    })
  })
  const upgraded: Duplex[] = []
  // One greeting, in one frame of text (RFC 6455).
  website.on('upgrade', (request, socket) => {
    const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`)
    socket.write(Buffer.from('\x81\x05hello', 'latin1'))
    upgraded.push(socket)
  })
  async function bannerTag({ inline }: HostPage, query: string, nonce: string): Promise<string> {
    if (!inline) return `<script defer nonce="${nonce}" src="${api}/consent.js${query}"></script>`
    const given = await answer(new Request(`${api}/consent.js${query}${inline === 'stub' ? '&part=stub' : ''}`))
    return `<script nonce="${nonce}">${await given?.text()}</script>`
  }
  const page = await listen(website)
  return {
    page,
    api,
    proofs,
    answers,
    close: async () => {
      for (const socket of upgraded) socket.destroy()
      for (const server of [center, website]) {
        server.closeAllConnections()
        await new Promise((done) => server.close(done))
      }
    },
  }
}

function listen(server: http.Server): Promise<string> {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  )
}

/** A script that waits, as a host page writes it. */
export function waiting(service: string, category: string, nonce = '{nonce}'): string {
  return `<script type="text/plain" data-consent="${category}" data-service="${service}" nonce="${nonce}" src="/ran.js?id=${service}"></script>`
}
