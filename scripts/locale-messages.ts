import { baseCompile } from '@intlify/message-compiler'
import type { Plugin } from 'vite'

type Messages = { [key: string]: string | Messages }

/** Turns locale JSON into vue-i18n message trees at build time: no compiler in the browser, no eval, safe under a strict policy. */
export function localeMessages({ dir = '/locales/' } = {}): Plugin {
  return {
    name: 'vitrine-locale-messages',
    enforce: 'pre',
    transform: {
      filter: { id: /\.json$/ },
      handler(code, id) {
        if (!id.includes(dir)) return
        const faults: string[] = []
        const compiled = compileTree(JSON.parse(code) as Messages, '', faults)
        if (faults.length > 0) this.error(`${id}\n${faults.join('\n')}`)
        return { code: `export default ${JSON.stringify(compiled)}`, map: null, moduleType: 'js' }
      },
    },
  }
}

function compileTree(node: string | Messages, path: string, faults: string[]): unknown {
  if (typeof node === 'string') {
    return baseCompile(node, {
      jit: true,
      minify: true,
      location: false,
      optimize: true,
      onError: (error) => faults.push(`${path}: ${error.message}`),
    }).ast
  }
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, compileTree(child, path ? `${path}.${key}` : key, faults)]))
}
