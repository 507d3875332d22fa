import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Plugin, type Rolldown } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const ENTRY = 'virtual:banner'

/**
 * Builds the banner into one function expression, `(function(config){…})`, to be called with its configuration by
 * `joinBanner` of contract/banner.ts.
 * @returns the bundle's text
 * @throws if the build fails or yields more than one file
 */
export async function buildBanner(): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [entry()],
    build: {
      write: false,
      target: 'es2022',
      // Older targets would replace light-dark() by a construction that needs `color-scheme` inside the shadow tree.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      modulePreload: false,
      rolldownOptions: { input: ENTRY, output: { format: 'iife' } },
    },
  })
  const [bundle] = [result].flat() as Rolldown.RolldownOutput[]
  const [file, ...others] = bundle?.output ?? []
  if (file?.type !== 'chunk' || others.length > 0) throw new Error('The banner must be exactly one script')
  return `(function(config){${file.code.trim()}})\n`
}

/** Hands the wrapper's argument, a free name inside the bundle, to `start`. */
function entry(): Plugin {
  return {
    name: 'vitrine-banner-entry',
    resolveId: (id) => (id === ENTRY ? ENTRY : undefined),
    load: (id) =>
      id === ENTRY
        ? `import { start } from '${root}banner/main.ts'
           import { runningScript } from '${root}banner/core/page.ts'
           start(config, runningScript())`
        : undefined,
  }
}

if (import.meta.main) {
  const bundle = await buildBanner()
  await mkdir(`${root}dist/banner`, { recursive: true })
  await writeFile(`${root}dist/banner/consent.js`, bundle)
  console.log(`dist/banner/consent.js: ${bundle.length} characters, ${gzipSync(bundle, { level: 9 }).length} bytes gzip`)
}
