import fs from 'node:fs'
import path from 'node:path'

interface ManifestEntry {
  file: string
  css?: string[]
  isEntry?: boolean
  imports?: string[]
}

/** What the build left for the server: the portal's document and files, and the banner. */
export interface Build {
  portal: { document: string; assets: { styles: string[]; scripts: string[] } }
  banner: string
}

/** @throws {Error} with the remedy when there is no build */
export function readBuild(folder: string): Build {
  const read = (name: string) => {
    const file = path.join(folder, name)
    if (!fs.existsSync(file)) throw new Error(`${file} is missing. Run "npm run build" first.`)
    return fs.readFileSync(file, 'utf8')
  }
  const manifest = JSON.parse(read('.vite/manifest.json')) as Record<string, ManifestEntry>
  const entry = manifest['index.html']
  if (!entry) throw new Error('The build knows no index.html. Run "npm run build" again.')
  const styles = new Set([entry, ...(entry.imports ?? []).flatMap((name) => manifest[name] ?? [])].flatMap(({ css }) => css ?? []))
  return {
    portal: { document: read('index.html'), assets: { styles: [...styles].map((file) => `/${file}`), scripts: [`/${entry.file}`] } },
    banner: read('banner/consent.js'),
  }
}
