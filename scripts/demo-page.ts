import type { Plugin } from 'vite'

// As strict as the server's own policy for pages; it allows SQLite's WASM build, the worker in front of the in-page server, and the worker's address.
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types vue vitrine-article default',
].join('; ')

/** What only the demo's document needs: its policy, since a static host sends no headers of ours, and a copy that such hosts show for deep links. */
export function demoPage(): Plugin {
  return {
    name: 'vitrine-demo-page',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy }, injectTo: 'head-prepend' },
    ],
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const document = bundle['index.html']
        if (document?.type === 'asset') this.emitFile({ type: 'asset', fileName: '404.html', source: document.source })
      },
    },
  }
}
