import fs from 'node:fs'

const manifest = JSON.parse(fs.readFileSync('dist/.vite/manifest.json', 'utf8'))

/** The entry and all that it imports before anything is shown, asked of the build itself so that no new part is forgotten. */
function shellFiles() {
  const found = new Set()
  const visit = (name) => {
    if (found.has(name)) return
    found.add(name)
    for (const next of manifest[name].imports ?? []) visit(next)
  }
  visit(Object.keys(manifest).find((name) => manifest[name].isEntry))
  return [...found].map((name) => `dist/${manifest[name].file}`)
}

export default [
  { name: 'portal, shell (what the entry loads at once)', path: shellFiles(), gzip: true, limit: '75 kB' },
  { name: 'portal, styles', path: 'dist/assets/*.css', gzip: true, limit: '24 kB' },
  { name: 'banner, what a first visit runs', path: 'dist/banner/start.js', gzip: true, limit: '3.45 kB' },
  { name: 'banner, second layer and the rest', path: 'dist/banner/comeLate.js', gzip: true, limit: '3.95 kB' },
  { name: 'banner, inline text of a return visit', path: 'dist/banner/returnStub.js', gzip: true, limit: '1.2 kB' },
]
