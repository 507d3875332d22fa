import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}

export interface StaticSite {
  /** The address of the first page, with a slash at the end. */
  url: string
  close(): Promise<void>
}

/**
 * Serves a folder as a plain static host does: files by their name, `index.html` for every other address, no headers of ours, no API.
 * @param base path below which the files lie, e.g. `/` or `/vitrine/`
 */
export async function serveFolder(folder: string, base = '/'): Promise<StaticSite> {
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (!pathname.startsWith(base)) return void response.writeHead(404).end()
    const named = path.join(folder, path.normalize(decodeURIComponent(pathname.slice(base.length))))
    const isFile = named.startsWith(folder) && fs.statSync(named, { throwIfNoEntry: false })?.isFile()
    const file = isFile ? named : path.join(folder, 'index.html')
    response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' })
    fs.createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the site listens on no port')
  return {
    url: `http://localhost:${address.port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
