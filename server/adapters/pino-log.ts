import { type DestinationStream, pino, stdTimeFunctions } from 'pino'
import type { Log } from '#server/ports/log.ts'

const ADDRESS = /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g
const QUOTED = /"[^"]*"/g
const MESSAGE_AT_MOST = 300

/** One JSON object per line on standard output. Errors of libraries quote what people sent, so quotations and addresses are taken out. */
export function pinoLog({ level = 'info', destination }: { level?: string; destination?: DestinationStream } = {}): Log {
  const options = { level, base: null, timestamp: stdTimeFunctions.isoTime, messageKey: 'event' }
  const lines = destination === undefined ? pino(options) : pino(options, destination)
  return {
    info: (event, facts = {}) => lines.info(facts, event),
    warn: (event, facts = {}) => lines.warn(facts, event),
    error: (event, error, facts = {}) => lines.error({ ...facts, error: plainError(error) }, event),
  }
}

interface PlainError {
  name: string
  message: string
  code?: string
  constraint?: string
  /** Places in the code only; a stack's first lines repeat the message. */
  at: string[]
  cause?: PlainError
}

function plainError(error: unknown): PlainError {
  if (!(error instanceof Error)) return { name: typeof error, message: cleaned(String(error)), at: [] }
  const { name, message, stack, cause } = error
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return {
    name,
    message: cleaned(message),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    at: (stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim()),
    ...(cause === undefined ? {} : { cause: plainError(cause) }),
  }
}

function cleaned(message: string): string {
  return message.slice(0, MESSAGE_AT_MOST).replace(QUOTED, '"…"').replace(ADDRESS, '…@…')
}
