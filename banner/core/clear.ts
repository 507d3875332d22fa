import { COOKIE } from './cookie.ts'
import type { Jar } from './page.ts'

export interface Reach {
  jar: Jar
  host: string
  path: string
  secure: boolean
}

/**
 * Removes cookies by name wherever a script of this page can reach them: every parent domain, every parent path.
 * @param off names declared for services that are switched off; `*` at the end stands for any ending
 * @param on names that must stay, even where a pattern in `off` covers them
 * @returns the names that are still there
 */
export function clearCookies(off: readonly string[], on: readonly string[], { jar, host, path, secure }: Reach): string[] {
  const there = () => cookieNames(jar.read()).filter((name) => name !== COOKIE && covers(off, name) && !covers(on, name))
  const labels = host.split('.')
  const domains = ['', ...labels.map((_, at) => `; Domain=${labels.slice(at).join('.')}`)]
  const folders = path.split('/').map((_, at, all) => all.slice(0, at + 1).join('/') || '/')
  for (const name of there()) {
    for (const domain of domains) {
      for (const folder of folders) jar.write(`${name}=; Max-Age=0; Path=${folder}${domain}${secure ? '; Secure' : ''}`)
    }
  }
  return there()
}

function cookieNames(line: string): string[] {
  const names = line.split(/; */).map((pair) => pair.split('=')[0] ?? '')
  return [...new Set(names)].filter((name) => name !== '')
}

function covers(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern))
}
