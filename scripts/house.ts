import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { root } from './run.ts'

interface Rule {
  why: string
  applies: (file: string) => boolean
  /** What is wrong with a file, or nothing. */
  fault: (text: string, file: string) => string | undefined
}

const isTest = (file: string) => /\.spec\.ts$|^tests\//.test(file)
const isCode = (file: string) => /\.(?:ts|vue)$/.test(file) && !/\.d\.ts$/.test(file)

/** Rules of the house that no tool of the shelf holds. Each says why. */
const rules: Rule[] = [
  {
    why: 'a file above 300 lines holds two ideas',
    applies: (file) => isCode(file) && !isTest(file) && !file.startsWith('content/'),
    fault: (text) => (text.split('\n').length > 301 ? `${text.split('\n').length} lines` : undefined),
  },
  {
    why: 'HTML enters the page through one Trusted Types policy only',
    applies: (file) => file.endsWith('.vue'),
    fault: (text) => (/\bv-html\b/.test(text) ? 'v-html' : undefined),
  },
  {
    why: 'the strict policy refuses style attributes; bind :style',
    applies: (file) => file.endsWith('.vue'),
    fault: (text) => /<[a-z][^>]*\sstyle="/.exec(text)?.[0],
  },
  {
    why: 'people read their own language: words in templates come from locales/',
    applies: (file) => file.endsWith('.vue'),
    fault: (text) => bareWords(text),
  },
  {
    why: 'time is a port: only adapters and mains ask the machine',
    applies: (file) =>
      /^(?:server|domain|contract)\//.test(file) && isCode(file) && !isTest(file) && !/^server\/(?:adapters\/|main\.)/.test(file),
    fault: (text) => /\bDate\.now\(|new Date\(\)|Math\.random\(|Temporal\.Now/.exec(text)?.[0],
  },
  {
    why: 'nothing is silenced or left for later',
    applies: (file) => isCode(file) && file !== 'scripts/house.ts',
    fault: (text) => /\/\/.*\b(?:TODO|FIXME|HACK)\b|@ts-ignore|@ts-nocheck|biome-ignore-all|\bas any\b(?! )/.exec(text)?.[0],
  },
]

/** Everything in the tree that breaks a rule of the house, one line each. */
export function houseFaults(): string[] {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    .trim()
    .split('\n')
  return files
    .filter((file) => fs.existsSync(path.join(root, file)))
    .flatMap((file) => {
      const applying = rules.filter(({ applies }) => applies(file))
      if (applying.length === 0) return []
      const text = fs.readFileSync(path.join(root, file), 'utf8')
      return applying.flatMap(({ fault, why }) => {
        const found = fault(text, file)
        return found ? [`${file}: ${found} (${why})`] : []
      })
    })
}

/** The first words between tags of a template that are not an expression. */
function bareWords(text: string): string | undefined {
  const template = /<template>([\s\S]*)<\/template>/.exec(text)?.[1] ?? ''
  const visible = template
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/\{\{[\s\S]*?\}\}/g, '')
    .replaceAll(/<(code|dt class="mono"|kbd)[^>]*>[\s\S]*?<\/\1>/g, '')
  return /(?<!=)>([^<>]*\p{L}{2,}[^<>]*)<\/?[A-Za-z]/u.exec(visible.replaceAll(/(?:"[^"]*"|'[^']*')/g, '""'))?.[1]?.trim()
}
