import { randomUUID } from 'node:crypto'
import { demoAccount } from '#server/settings.ts'
import { type RunningServer, type ServerOptions, startServer } from './running-server.ts'

export interface KillRun {
  /** What clients were told is done: a 2xx had arrived. A proof of consent is named by device and id. */
  acknowledged: { consents: string[]; decisions: string[]; exports: string[] }
  kills: number
}

export interface KillPlan extends ServerOptions {
  kills: number
  /** From 0 up to but not including 1; the same seed gives the same moments. */
  random: () => number
}

/**
 * Visitors and an account holder go on with their journey while the server is killed at random moments and started again.
 * A request that the kill interrupts counts for nothing; one that was answered must be found.
 */
export async function runUnderKills({ kills, random, ...options }: KillPlan): Promise<KillRun> {
  const acknowledged: KillRun['acknowledged'] = { consents: [], decisions: [], exports: [] }
  let server = await startServer(options)
  let isOver = false
  const current = () => server
  const journeys = [
    ...Array.from({ length: 4 }, () => visitor(current, () => isOver, acknowledged)),
    holder(current, () => isOver, acknowledged),
  ]
  for (let done = 0; done < kills; done++) {
    await pause(40 + random() * 400)
    await server.kill()
    server = await startServer(options)
  }
  await pause(300)
  isOver = true
  await Promise.all(journeys)
  await server.kill()
  return { acknowledged, kills }
}

async function visitor(server: () => RunningServer, isOver: () => boolean, { consents }: KillRun['acknowledged']): Promise<void> {
  const device = randomUUID()
  while (!isOver()) {
    const id = randomUUID()
    const proof = {
      id,
      site: 'acme-website',
      device,
      fingerprint: 'a'.repeat(64),
      decisions: [{ category: 'statistics', state: consents.length % 2 === 0 ? 'denied' : 'granted' }],
      decidedAt: new Date().toISOString(),
      language: 'en',
      surface: 'banner-first',
      signal: false,
    }
    const answer = await send(server(), 'POST', '/api/consents', proof, { origin: websiteOf(server().url) })
    if (answer?.ok) consents.push(`${device}:${id}`)
    else await pause(20)
  }
}

async function holder(server: () => RunningServer, isOver: () => boolean, acknowledged: KillRun['acknowledged']): Promise<void> {
  let cookie = ''
  for (let round = 0; !isOver(); round++) {
    if (cookie === '') cookie = await signIn(server())
    const id = randomUUID()
    const state = round % 2 === 0 ? 'denied' : 'granted'
    const wording = await wordingOf(server(), cookie)
    if (!wording) {
      await pause(20)
      continue
    }
    const decision = { id, purpose: wording.purpose, channel: wording.channel, state, wording: wording.id, language: 'en' }
    const answer = await send(server(), 'POST', '/api/me/decisions', { decisions: [decision] }, { cookie })
    if (answer?.ok) acknowledged.decisions.push(id)
    if (round % 5 === 0) await requestExport(server(), cookie, acknowledged.exports)
    await pause(10)
  }
}

async function requestExport(server: RunningServer, cookie: string, exports: string[]): Promise<void> {
  const id = randomUUID()
  const answer = await send(server, 'POST', '/api/me/exports', { id }, { cookie })
  if (answer?.status === 202) exports.push(id)
}

async function signIn(server: RunningServer): Promise<string> {
  const { email, password } = demoAccount
  const answer = await send(server, 'POST', '/api/session', { email, password }, {})
  return answer?.ok
    ? answer.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ')
    : ''
}

interface Wording {
  id: string
  purpose: string
  channel: string
}

async function wordingOf(server: RunningServer, cookie: string): Promise<Wording | null> {
  const answer = await fetch(`${server.url}/api/me/choices`, { headers: { cookie } }).catch(() => null)
  if (!answer?.ok) return null
  const body = (await answer.json().catch(() => null)) as {
    choices: { purpose: string; channel: string; locked: boolean; wording: { id: string } }[]
  } | null
  const choice = body?.choices.find(({ locked }) => !locked)
  return choice ? { id: choice.wording.id, purpose: choice.purpose, channel: choice.channel } : null
}

/** @returns null when the connection broke before an answer came */
async function send(
  server: RunningServer,
  method: string,
  address: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Response | null> {
  try {
    const answer = await fetch(`${server.url}${address}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    await answer.clone().arrayBuffer()
    return answer
  } catch {
    return null
  }
}

function websiteOf(url: string): string {
  return `http://127.0.0.1:${Number(new URL(url).port) + 1}`
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
