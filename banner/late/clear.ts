/** Where cookies are read and written; specs hand in their own. */
export interface Jar {
  read(): string
  write(line: string): void
}

export interface Reach {
  jar: Jar
  /** Storage areas; fewer where the browser refuses them. */
  areas: readonly Storage[]
  host: string
  path: string
  secure: boolean
}

/**
 * Removes what switched-off services have stored, wherever a script of this page can reach it: cookies on every parent domain and every
 * parent path, and storage entries.
 * @param off names declared for services that are switched off; `*` at the end stands for any ending
 * @param on names that must stay, even where a pattern in `off` covers them
 * @returns the names that are still there
 */
export function clearStored(off: readonly string[], on: readonly string[], { jar, areas, host, path, secure }: Reach): string[] {
  const isOurs = (name: string) => name !== 'vitrine' && covers(off, name) && !covers(on, name)
  const there = () => cookieNames(jar.read()).filter(isOurs)
  const labels = host.split('.')
  const domains = ['', ...labels.map((_, at) => `; Domain=${labels.slice(at).join('.')}`)]
  // A cookie's path may end in a slash or not, and both are other cookies.
  const folders = path.split('/').flatMap((_, at, all) => {
    const folder = all.slice(0, at + 1).join('/')
    return [folder, `${folder}/`]
  })
  for (const name of there()) {
    for (const domain of domains) {
      for (const folder of new Set(folders)) {
        if (folder) jar.write(`${name}=; Max-Age=0; Path=${folder}${domain}${secure ? '; Secure' : ''}`)
      }
    }
  }
  const left = there()
  for (const area of areas) {
    for (const key of Object.keys(area).filter(isOurs)) {
      area.removeItem(key)
      if (area.getItem(key) !== null) left.push(key)
    }
  }
  return left
}

function cookieNames(line: string): string[] {
  const names = line.split(/; */).map((pair) => pair.split('=')[0] ?? '')
  return [...new Set(names)].filter((name) => name !== '')
}

function covers(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern))
}
