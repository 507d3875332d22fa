import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hostPage } from './content.ts'
import { rows } from './rows.ts'

/** Writes one folder per row into `site/`. Peers come from this folder's own packages. */
const here = import.meta.dirname
rmSync(path.join(here, 'site'), { recursive: true, force: true })
for (const row of rows) {
  const folder = path.join(here, 'site', row.id)
  mkdirSync(folder, { recursive: true })
  for (const { name, from, text } of row.files ?? []) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    if (from) copyFileSync(path.join(here, 'node_modules', from), file)
    else writeFileSync(file, text ?? '')
  }
  writeFileSync(path.join(folder, 'index.html'), hostPage(row))
}
console.log(`site/: ${rows.map(({ id }) => id).join(', ')}`)
