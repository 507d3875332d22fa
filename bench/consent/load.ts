import { randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/** Sends one request after the other over each of many connections and counts what came back. A process of its own, so that its work is not the server's. */
const [port = '0', kind = 'write', connections = '256', seconds = '5', accountId = '', token = ''] = process.argv.slice(2)
const latencies: number[] = []
let failures = 0
let isOver = false
const opened = await Promise.all(Array.from({ length: Number(connections) }, open))
for (const one of opened) next(one)
await new Promise((resolve) => setTimeout(resolve, Number(seconds) * 1_000))
isOver = true
await new Promise((resolve) => setTimeout(resolve, 500))
const sorted = latencies.toSorted((a, b) => a - b)
const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
process.send?.({ done: latencies.length, failures, p50: at(0.5), p99: at(0.99) }, () => process.exit(0))

interface Line {
  socket: Socket
  begun: number
  received: string
}

function open(): Promise<Line> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1')
    socket.setNoDelay(true)
    const line: Line = { socket, begun: 0, received: '' }
    socket.setEncoding('latin1')
    socket.on('connect', () => resolve(line))
    socket.on('error', reject)
    socket.on('data', (text) => take(line, String(text)))
  })
}

function take(line: Line, text: string): void {
  line.received += text
  const head = line.received.indexOf('\r\n\r\n')
  if (head < 0) return
  const length = /content-length: (\d+)/i.exec(line.received)?.[1]
  const isWhole = length === undefined ? line.received.endsWith('0\r\n\r\n') : line.received.length >= head + 4 + Number(length)
  if (!isWhole) return
  if (!/^HTTP\/1\.1 20\d/.test(line.received)) failures += 1
  else latencies.push(performance.now() - line.begun)
  line.received = ''
  if (!isOver) next(line)
}

function next(line: Line): void {
  line.begun = performance.now()
  line.socket.write(kind === 'read' ? readRequest() : writeRequest())
}

function readRequest(): string {
  return `GET /api/decisions/${accountId} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer ${token}\r\n\r\n`
}

function writeRequest(): string {
  const body = JSON.stringify({
    id: randomUUID(),
    site: 'acme-website',
    device: randomUUID(),
    fingerprint: '0123456789abcdef',
    decisions: [
      { category: 'preferences', state: 'granted' },
      { category: 'statistics', state: 'denied' },
      { category: 'advertising', state: 'denied' },
    ],
    decidedAt: new Date().toISOString(),
    language: 'en',
    surface: 'banner-second',
    signal: false,
  })
  return `POST /api/consents HTTP/1.1\r\nHost: bench\r\nOrigin: http://127.0.0.1:4401\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
}
