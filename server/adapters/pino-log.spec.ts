import { describe, expect, it } from 'vitest'
import { pinoLog } from './pino-log.ts'

describe('log lines', () => {
  it('are JSON with a time, an event and plain facts', () => {
    const { log, lines } = kept()

    log.info('sweep/done', { rows: 3 })

    expect(lines).toMatchObject([{ level: 30, event: 'sweep/done', rows: 3, time: expect.stringMatching(/^\d{4}-.*Z$/) }])
  })

  it('keep where an error came from, and its causes', () => {
    const { log, lines } = kept()

    log.error('mail/failed', new TypeError('outer', { cause: Object.assign(new Error('inner'), { code: 'ECONNRESET' }) }))

    expect(lines).toMatchObject([
      {
        error: {
          name: 'TypeError',
          message: 'outer',
          at: expect.arrayContaining([expect.stringContaining('pino-log.spec.ts')]),
          cause: { code: 'ECONNRESET' },
        },
      },
    ])
  })

  it.each([
    ['550 <ida@acmemail.example> unknown', '550 <…@…> unknown'],
    ['Unexpected token, "name: Ida Lindqvist" is not valid JSON', 'Unexpected token, "…" is not valid JSON'],
    ['duplicate key (email)=(ida@acmemail.example)', 'duplicate key (email)=(…@…)'],
  ])('name nobody, even where a library quotes them: %s', (message, written) => {
    const { log, lines } = kept()

    log.error('fault', new Error(message))

    expect(lines).toMatchObject([{ error: { message: written } }])
    expect(JSON.stringify(lines)).not.toMatch(/Ida|ida@/)
  })

  it('also come from what is thrown without being an error', () => {
    const { log, lines } = kept()

    log.error('fault', 'just a text')

    expect(lines).toMatchObject([{ level: 50, error: { name: 'string', message: 'just a text' } }])
  })
})

function kept() {
  const lines: unknown[] = []
  return { lines, log: pinoLog({ destination: { write: (line) => void lines.push(JSON.parse(line)) } }) }
}
