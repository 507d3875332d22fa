import { createServer } from 'vite'
import { buildWhatIsMissing } from './build.ts'
import { root, start, waitFor } from './run.ts'

/** Hot reload: Vite answers on PORT and hands everything that is the server's on to an API that restarts when its files change. */
const port = Number(process.env.PORT ?? 4400)
const apiPort = port + 10
const api = `http://127.0.0.1:${apiPort}`

await buildWhatIsMissing()
const server = start('node', ['--watch', '--watch-preserve-output', 'server/main.node.ts'], {
  env: {
    PORT: String(apiPort),
    BASE_URL: `http://localhost:${port}`,
    WEBSITE_URL: `http://127.0.0.1:${port + 1}`,
    SYSTEMS_URL: `http://127.0.0.1:${port + 2}`,
  },
})
const acme = start('node', ['--watch', '--watch-preserve-output', 'examples/acme/main.ts'])
await waitFor(`${api}/api/health`, 60, () => server.exitCode === null)

const vite = await createServer({
  root,
  server: {
    port,
    strictPort: true,
    proxy: Object.fromEntries(
      ['/api', '/consent.js', '/consent/', '/.well-known', '/dev', '/u/', '/s/', '^/(en|de|ar)/(notices|banner)', '^/banner$'].map(
        (path) => [path, { target: api, headers: { origin: `http://localhost:${port}` } }],
      ),
    ),
  },
})
await vite.listen()
vite.printUrls()

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    server.kill('SIGTERM')
    acme.kill('SIGTERM')
    void vite.close().then(() => process.exit(0))
  })
}
