import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Plugin, type Rolldown } from 'vite'
import { shortenNames } from './shorten-names.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const ENTRY = 'virtual:banner'

/** How each part of `banner/main.ts` takes its data; `DATA` is the one free name in it. */
const parts = {
  returnStub: 'returnStub(DATA)',
  start: 'start(DATA)',
  comeLate: 'vitrine.part(comeLate, DATA)',
  tellGoogle: 'vitrine.part(tellGoogle, DATA)',
  tellMicrosoft: 'vitrine.part(tellMicrosoft, DATA)',
  guardNetwork: 'vitrine.part(guardNetwork, DATA)',
} as const

/**
 * Builds every part of the banner into one function expression, `(function(DATA){…})`, to be called with its data by
 * `composeBanner` of server/pages/banner-parts.ts.
 * @returns the parts' texts by name
 * @throws if the build fails or a part is more than one script
 */
export async function buildBanner(): Promise<Record<keyof typeof parts, string>> {
  const built = await Promise.all(Object.entries(parts).map(async ([name, call]) => [name, await buildPart(name, call)] as const))
  return Object.fromEntries(built) as Record<keyof typeof parts, string>
}

async function buildPart(name: string, call: string): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [entry(name, call)],
    build: {
      write: false,
      target: 'es2023',
      // Older targets would replace light-dark() by a construction that needs `color-scheme` inside the shadow tree.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      modulePreload: false,
      rolldownOptions: {
        input: ENTRY,
        treeshake: { propertyReadSideEffects: false },
        output: { format: 'es', minify: { compress: true, mangle: { toplevel: true }, codegen: true } },
      },
    },
  })
  const [bundle] = [result].flat() as Rolldown.RolldownOutput[]
  const [file, ...others] = bundle?.output ?? []
  if (file?.type !== 'chunk' || others.length > 0) throw new Error(`The banner's ${name} must be exactly one script`)
  if (/<\/script|<!--/i.test(file.code)) throw new Error(`The banner's ${name} could end the script element it stands in`)
  return `(function(DATA){${shortenNames(file.code).trim()}})`
}

function entry(name: string, call: string): Plugin {
  return {
    name: 'vitrine-banner-entry',
    resolveId: (id) => (id === ENTRY ? ENTRY : undefined),
    load: (id) => (id === ENTRY ? `import { ${name} } from '${root}banner/main.ts'\n${call}` : undefined),
  }
}

if (import.meta.main) {
  const built = await buildBanner()
  await mkdir(`${root}dist/banner`, { recursive: true })
  await writeFile(
    `${root}dist/banner/consent.js`,
    Object.entries(built)
      .map(([name, text]) => `//! ${name}\n${text}\n`)
      .join(''),
  )
  for (const [name, text] of Object.entries(built)) {
    await writeFile(`${root}dist/banner/${name}.js`, text)
    console.log(`dist/banner/${name}.js: ${text.length} characters, ${gzipSync(text, { level: 9 }).length} bytes gzip`)
  }
}
