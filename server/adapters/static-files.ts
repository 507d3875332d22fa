import fs from 'node:fs'
import path from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

/**
 * Serves the files of one folder from a list made at start, so that no path of a request ever reaches the file system.
 * Files below `assets/` carry a hash in their name and stay in caches for a year.
 */
export function staticFiles(folder: string): (request: Request) => Response | null {
  const files = new Map(listFiles(folder).map((file) => [`/${path.relative(folder, file).split(path.sep).join('/')}`, file]))
  return (request) => {
    const { pathname } = new URL(request.url)
    const file = files.get(pathname)
    const type = types[path.extname(pathname)]
    if (!file || !type || !fs.existsSync(file) || (request.method !== 'GET' && request.method !== 'HEAD')) return null
    const headers = {
      'content-type': type,
      'cache-control': pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
    }
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(fs.readFileSync(file)), { headers })
  }
}

function listFiles(folder: string): string[] {
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && entry.name !== 'index.html')
    .map((entry) => path.join(entry.parentPath, entry.name))
}
