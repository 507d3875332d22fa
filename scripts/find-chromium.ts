import { spawnSync } from 'node:child_process'
import { chromium } from '@playwright/test'
import { executable, installWithApt, onPath, type Say } from './machine.ts'

const VARIABLES = ['CHROMIUM_PATH', 'PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH', 'CHROME_PATH']
const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
]

/**
 * Finds a Chromium: environment variable, programs on the machine, Playwright's own; then, if it may install, apt on Debian as root, else Playwright's installer.
 * @returns the path of its program, undefined if there is none and it may not install
 * @throws {Error} if none is there and none can be installed, or a variable names no program
 */
export function findChromium({ install = true, say = console.error }: { install?: boolean; say?: Say } = {}): string | undefined {
  const path =
    named() ?? PROGRAMS.map(onPath).find(Boolean) ?? PLACES.map(executable).find(Boolean) ?? executable(chromium.executablePath())
  if (path !== undefined) return path
  if (!install) return undefined
  if (installWithApt(['chromium', 'fonts-liberation'], say)) {
    const installed = onPath('chromium')
    if (installed !== undefined) return installed
  }
  say('installing a browser with Playwright …')
  const installer = spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'inherit', shell: process.platform === 'win32' })
  const own = installer.status === 0 ? executable(chromium.executablePath()) : undefined
  if (own !== undefined) return own
  throw new Error('No Chromium was found and none could be installed. Install one, or set CHROMIUM_PATH to its program.')
}

function named(): string | undefined {
  const variable = VARIABLES.find((name) => process.env[name])
  if (variable === undefined) return undefined
  const path = executable(process.env[variable])
  if (path === undefined) throw new Error(`${variable} names no program: ${process.env[variable]}`)
  return path
}
