import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { settings } from '#server/settings.ts'

const root = path.resolve(import.meta.dirname, '../..')
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8')
const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { dependencies?: Record<string, string> }> }

describe('the records of decisions', () => {
  it.each(fs.readdirSync(path.join(root, 'docs/adr')))('%s has its five headings', (file) => {
    const headings = read(`docs/adr/${file}`).match(/^## .+$/gm)

    expect(headings).toEqual(['## Status', '## Context', '## Considered', '## Decision', '## Consequences'])
  })
})

describe('the packages', () => {
  it('are pinned exactly', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }

    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([])
  })

  it('of the running API are at most sixty, direct and transitive', () => {
    const direct = [
      '@hono/node-server',
      '@hono/zod-openapi',
      'zod',
      'hono',
      'kysely',
      'pg',
      'client-zip',
      'nodemailer',
      'yaml',
      'markdown-it',
      'pino',
    ]

    expect(withTransitive(direct).size).toBeLessThanOrEqual(60)
  })

  it('each have a line with their reason', () => {
    const reasons = read('docs/DEPENDENCIES.md')

    expect(Object.keys(manifest.dependencies ?? {}).filter((name) => !reasons.includes(`\`${name}\``))).toEqual([])
  })

  it('come from a lock file without download addresses', () => {
    expect(read('package-lock.json')).not.toContain('"resolved": "http')
  })
})

describe('the settings', () => {
  it('are all described in the guide', () => {
    const guide = read('docs/SETTINGS.md')

    expect(Object.values(settings).filter(({ env, doc }) => !guide.includes(`\`${env}\``) || !guide.includes(doc))).toEqual([])
  })
})

function withTransitive(names: readonly string[], found = new Set<string>()): Set<string> {
  const fresh = names.filter((name) => !found.has(name))
  for (const name of fresh) {
    found.add(name)
    withTransitive(Object.keys(lock.packages[`node_modules/${name}`]?.dependencies ?? {}), found)
  }
  return found
}
