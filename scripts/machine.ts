import { spawnSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export type Say = (line: string) => void

/** The path itself if a program can be started from it. */
export function executable(path: string | undefined): string | undefined {
  if (path === undefined || path === '') return undefined
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile() ? path : undefined
  } catch {
    return undefined
  }
}

/** Where the shell would find a program. */
export function onPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.map((folder) => executable(join(folder, name))).find((path) => path !== undefined)
}

/**
 * Installs Debian packages where that needs no question: on Linux, as root, with apt at hand.
 * @returns whether they are installed now
 */
export function installWithApt(packages: readonly string[], say: Say): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || onPath('apt-get') === undefined) return false
  say(`installing ${packages.join(' ')} with apt-get …`)
  const install = () => aptGet(['install', '-y', '--no-install-recommends', ...packages])
  // Fresh containers carry no package lists; the second try brings them.
  return install() || (aptGet(['update']) && install())
}

function aptGet(words: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', words, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0
}
