import { describe, expect, it } from 'vitest'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import PropagationList from './PropagationList.vue'

const at = '2026-12-07T18:05:00Z'
const obligation = (source: string, status: string, nextAttemptAt: string | null = null) => ({
  source,
  title: source,
  status,
  at,
  nextAttemptAt,
  attempts: 1,
})
const propagation = {
  decidedAt: '2026-12-07T18:04:00Z',
  dueAt: '2026-12-18T00:00:00Z',
  targetAt: '2026-12-09T18:04:00Z',
  honouredAt: null,
  obligations: [
    obligation('Mail sender', 'confirmed'),
    obligation('Help desk', 'sent'),
    obligation('Ad audience', 'queued', '2026-12-09T11:00:00Z'),
  ],
}

describe('the propagation list', () => {
  it('says how many systems have confirmed, and by when all must', async () => {
    const list = await mountPart(PropagationList, { props: { propagation, answer: 'denied' } })

    expect(list.text()).toContain('1 of 3 systems have confirmed')
    expect(list.text()).toContain('8 days left')
    expect(list.get('[role=img]').attributes('aria-label')).toBe('Day 2 of 10. Due 17 December 2026.')
    expect(await axeFaults(list.element)).toEqual([])
  })

  it.each([
    [0, 'Confirmed 7 December 2026, 18:05'],
    [1, 'Sent 7 December 2026, 18:05, not confirmed yet. By 17 December 2026'],
    [2, 'Queued. Next try 9 December 2026, 11:00. By 17 December 2026'],
  ])('says for system %i what it has done, and by when it must', async (index, said) => {
    const list = await mountPart(PropagationList, { props: { propagation, answer: 'denied' } })

    expect(list.findAll('li')[index]?.get('small').text()).toBe(said)
  })

  it('shows a breach, and that a person is looking into it', async () => {
    const breached = { ...propagation, obligations: [obligation('Help desk', 'breached')] }
    const list = await mountPart(PropagationList, { props: { propagation: breached, answer: 'denied' }, now: '2026-12-20T08:00:00Z' })

    expect(list.text()).toContain('3 days late')
    expect(list.text()).toContain('A person is looking into it')
  })

  it.each([
    ['denied', 'Your no is on its way.', false],
    ['reduced', 'Your “less often” is on its way.', false],
    ['paused', 'Your pause is on its way.', false],
    ['granted', 'Your yes is on its way.', true],
  ] as const)(
    'says of what is %s that it is on its way, and keeps the colour of time for whatever lowers',
    async (answer, said, isCalm) => {
      const list = await mountPart(PropagationList, { props: { propagation, answer } })

      expect(list.text()).toContain(said)
      expect(list.classes('prop--calm')).toBe(isCalm)
      expect(await axeFaults(list.element)).toEqual([])
    },
  )

  it('drops the clock once all have confirmed', async () => {
    const list = await mountPart(PropagationList, { props: { propagation: { ...propagation, honouredAt: at }, answer: 'denied' } })

    expect(list.find('[role=img]').exists()).toBe(false)
  })
})
