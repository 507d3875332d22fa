import { describe, expect, it } from 'vitest'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import ErasureProgress from './ErasureProgress.vue'

const collections = [{ name: 'bodies', category: 'message-bodies', mode: 'erase', count: 12, ground: null, until: null }]
const step = (source: string, status: string, nextAttemptAt: string | null = null) => ({
  source,
  title: source,
  status,
  nextAttemptAt,
  collections,
})
const erasure = (status: string, steps: unknown[]) => ({
  id: '0197d1a0-0000-7000-8000-000000000001',
  status,
  requestedAt: '2026-12-09T08:41:00Z',
  executesAt: '2026-12-23T23:00:00Z',
  endedAt: null,
  planHash: 'a'.repeat(64),
  steps,
})

describe('a deletion that is carried out', () => {
  it('says of each system what it has done, and when a silent one is asked again', async () => {
    const steps = [
      step('Mail platform', 'done'),
      step('Newsletter tool', 'retrying', '2026-12-24T08:00:00Z'),
      step('Ad audience', 'waiting'),
    ]

    const part = await mountPart(ErasureProgress, { props: { erasure: erasure('partly-done', steps) } })

    expect(part.findAll('.what').map((words) => words.text())).toEqual([
      '12 records deleted',
      'Did not answer. Next try 24 December 2026, 08:00',
      'Waiting for its turn',
    ])
    expect(part.text()).toContain('1 of 3 systems have confirmed.')
    expect(part.text()).toContain('Not everything is confirmed')
    expect(await axeFaults(part.element)).toEqual([])
  })

  it('says at the end where the certificate is', async () => {
    const part = await mountPart(ErasureProgress, { props: { erasure: erasure('done', [step('Mail platform', 'done')]) } })

    expect(part.text()).toContain('Your certificate')
  })
})
