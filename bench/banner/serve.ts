import { existsSync, readFileSync, statSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { PORT } from './rows.ts'

const types: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' }

/** Serves `site/` on loopback, compressed, with long caching for everything but pages. */
export function serve(folder: string): Promise<() => void> {
  const packed = new Map<string, Buffer>()
  const server = http.createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bench')
    if (pathname === '/ran.js') {
      response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' })
      return response.end(`ran.push(${JSON.stringify(searchParams.get('id'))})`)
    }
    if (pathname === '/api/consents') return response.writeHead(201).end('{}')
    const file = path.join(folder, path.normalize(decodeURIComponent(pathname)))
    if (!file.startsWith(folder) || !existsSync(file) || statSync(file).isDirectory()) return response.writeHead(404).end()
    const body = packed.get(file) ?? brotliCompressSync(readFileSync(file))
    packed.set(file, body)
    const extension = path.extname(file)
    const caching = extension === '.html' ? 'no-store' : 'public, max-age=31536000, immutable'
    response.writeHead(200, { 'content-type': types[extension] ?? 'text/plain', 'content-encoding': 'br', 'cache-control': caching })
    return response.end(body)
  })
  return new Promise((resolve) => server.listen(PORT, '127.0.0.1', () => resolve(() => server.close())))
}
