import type { SyncDatabase } from './sync-database.ts'
import { type Behaviour, steady } from './tool.behaviour.ts'
import { fillTool, type Member } from './tool.database.ts'
import { onTheLists, operations } from './tool.operations.ts'
import { listPage } from './tool.page.ts'
import { isSigned } from './webhook-signature.ts'

export interface ToolOptions {
  database: SyncDatabase
  /** `whsec_` and base64; what the privacy center signs its requests with. */
  secret: string
  now: () => Date
  /** A number from 0 up to but not including 1; decides which deliveries fail. */
  random: () => number
  behaviour?: Partial<Behaviour>
}

export interface SampleTool {
  /** `GET /` shows the lists; `POST /<operation>` takes signed requests. */
  fetch(request: Request): Promise<Response>
  behave(change: Partial<Behaviour>): void
}

export interface ToolKind {
  title: string
  lists: string
  history: string
  knownBy: (email: string) => Promise<string>
  members: readonly Member[]
}

const LARGEST_REQUEST = 64 * 1024
const failing = new Set(['consent', 'erase'])

/** A connected system that takes decisions, acts on them after a while, and sometimes fails. */
export function createTool(kind: ToolKind, { database, secret, now, random, behaviour = {} }: ToolOptions): SampleTool {
  let current: Behaviour = { ...steady, ...behaviour }
  fillTool(database, kind.members, now())
  const tired = () =>
    Response.json({ error: 'unavailable' }, { status: 503, headers: { 'retry-after': String(current.retryAfterSeconds) } })

  return {
    behave(change) {
      current = { ...current, ...change }
    },
    async fetch(request) {
      const { pathname } = new URL(request.url)
      if (current.down) return tired()
      if (request.method === 'GET' && pathname === '/') return listPage(kind.title, onTheLists({ database, now }))
      const operation = Object.hasOwn(operations, pathname.slice(1)) ? operations[pathname.slice(1)] : undefined
      if (request.method !== 'POST' || !operation) return Response.json({ error: 'not found' }, { status: 404 })
      const payload = await request.text()
      if (payload.length > LARGEST_REQUEST) return Response.json({ error: 'too large' }, { status: 413 })
      if (!(await isSigned(secret, request.headers, payload, now()))) return Response.json({ error: 'signature' }, { status: 401 })
      if (failing.has(pathname.slice(1)) && random() < current.failureRate) return tired()
      const { status, body } = await operation({ ...kind, database, now, confirmAfterMs: current.confirmAfterMs }, JSON.parse(payload))
      return Response.json(body, { status })
    },
  }
}
