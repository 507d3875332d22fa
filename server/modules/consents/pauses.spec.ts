import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as routes from '#contract/choices.ts'
import { sweepPauses } from '#server/work/pauses.sweep.ts'
import { type Api, newsletter, openPropagation, type ScriptedSource, sweepUntilQuiet } from '#server/work/propagation.fixture.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import type { MovableClock, TestPorts } from '#tests/support/ports.ts'

describe.each(engines)('less often and pause on $name', ({ open }) => {
  let opened: OpenDatabase
  let clock: MovableClock
  let ports: TestPorts
  let letters: ScriptedSource
  let api: Api
  let person: string

  beforeEach(async () => {
    const purposes = [
      { ...newsletter('letters'), canSendLess: true },
      { ...newsletter('letters'), id: 'plain' },
    ]
    const change = (plain: TestPorts) => ({ ...plain, content: { ...plain.content, purposes } })
    const rig = await openPropagation(open, { sources: ['letters'], change })
    ;({ opened, clock, ports, api } = rig)
    ;[letters] = rig.sources as [ScriptedSource]
    ;[person] = rig.people as [string]
  })
  afterEach(() => opened.close())

  const stands = async () => (await api.call<{ choices: routes.Choice[] }>(routes.listChoices, {}, api.as(person))).choices[0]
  const history = async () =>
    (await api.call<{ decisions: routes.Decision[] }>(routes.listDecisions, { query: { limit: 20 } }, api.as(person))).decisions
  const told = () => letters.standing.get('person-0@mail.example')?.state

  it('are offered only while there is something to lower', async () => {
    const never = await stands()
    await api.decide(person, 'granted')
    const granted = await stands()
    await api.decide(person, 'reduced')
    const reduced = await stands()

    expect([never?.offers, granted?.offers, reduced?.offers]).toEqual([[], ['reduced', 'paused'], ['paused']])
  })

  it('pause until the thirtieth day ends in the zone of the operator, across the change to summer time', async () => {
    await api.decide(person, 'granted')

    await api.decide(person, 'paused')

    expect(await stands()).toMatchObject({ state: 'paused', pause: { until: '2026-04-01T22:00:00.000Z', resumes: 'granted' } })
  })

  it('tell the systems no while the pause lasts, and what stood before when it is over', async () => {
    await api.decide(person, 'reduced')
    clock.advance({ hours: 1 })
    await api.decide(person, 'paused')
    await sweepUntilQuiet(ports)
    const during = told()

    clock.set(new Date('2026-04-01T22:00:00Z'))
    const ended = await sweepPauses(ports)
    await sweepUntilQuiet(ports)

    expect([during, ended, told()]).toEqual(['denied', 1, 'reduced'])
    expect(await stands()).toMatchObject({ state: 'reduced', pause: null })
    expect((await history()).map(({ state, origin }) => [state, origin])).toEqual([
      ['reduced', 'resumption'],
      ['paused', 'explicit'],
      ['reduced', 'explicit'],
    ])
  })

  it('end a pause for the reader even before the sweep has seen it', async () => {
    await api.decide(person, 'granted')
    await api.decide(person, 'paused')

    clock.set(new Date('2026-04-01T22:00:00Z'))

    expect(await stands()).toMatchObject({ state: 'granted', pause: null })
  })

  it('do nothing one millisecond early, and nothing twice', async () => {
    await api.decide(person, 'granted')
    await api.decide(person, 'paused')

    clock.set(new Date('2026-04-01T21:59:59.999Z'))
    const early = await sweepPauses(ports)
    clock.advance({ milliseconds: 1 })
    const runs = await Promise.all([sweepPauses(ports), sweepPauses(ports)])

    expect([early, await sweepPauses(ports)]).toEqual([0, 0])
    expect(runs.toSorted()[1]).toBe(1)
    expect(await history()).toHaveLength(3)
  })

  it('leave a no that was said during the pause alone', async () => {
    await api.decide(person, 'granted')
    await api.decide(person, 'paused')
    clock.advance({ days: 3 })
    await api.decide(person, 'denied')

    clock.advance({ days: 60 })
    await sweepPauses(ports)

    expect(await stands()).toMatchObject({ state: 'denied' })
  })

  it('leave a no alone that is said while the pause is being ended', async () => {
    await api.decide(person, 'granted')
    await api.decide(person, 'paused')
    clock.advance({ days: 60 })
    const { hasher } = ports
    const sha256 = async (text: string) => {
      if (text.startsWith('resumption:')) await api.decide(person, 'denied')
      return hasher.sha256(text)
    }

    await sweepPauses({ ...ports, hasher: { ...hasher, sha256 } })

    expect((await history()).map(({ state }) => state)).toEqual(['denied', 'paused', 'granted'])
  })

  it.each([
    ['a pause of what was never allowed', 'paused', 'newsletter', 'choice/not-granted'],
    ['a pause where there is only yes and no', 'paused', 'plain', 'choice/not-offered'],
    ['less where there is only yes and no', 'reduced', 'plain', 'choice/not-offered'],
  ] as const)('refuse %s', async (_, state, purpose, code) => {
    await expect(api.decide(person, state, { purpose })).rejects.toMatchObject({ code })
  })

  it('let a pause that follows a no in one request go back to no', async () => {
    await api.decide(person, 'granted')

    const said = { purpose: 'newsletter', channel: 'email', wording: 'newsletter-1', language: 'en' }
    const decisions = (['denied', 'paused'] as const).map((state) => ({ ...said, id: ports.random.id(), state }))
    await api.call(routes.decide, { body: { decisions } }, api.as(person))
    clock.advance({ days: 60 })
    await sweepPauses(ports)

    expect(await stands()).toMatchObject({ state: 'denied' })
  })

  it('withdraw everything with one click, once, and leave what is locked', async () => {
    await api.decide(person, 'granted')
    await api.decide(person, 'granted', { purpose: 'plain' })
    const body = { id: ports.random.id(), language: 'de' }

    await api.call(routes.withdrawAll, { body }, api.as(person))
    const { choices } = await api.call<{ choices: routes.Choice[] }>(routes.withdrawAll, { body }, api.as(person))

    expect(choices.map(({ state }) => state)).toEqual(['denied', 'denied'])
    expect((await history()).filter(({ state }) => state === 'denied').map(({ language, wording }) => [language, wording.text])).toEqual([
      ['de', 'Schicken Sie mir Neues per E-Mail.'],
      ['de', 'Schicken Sie mir Neues per E-Mail.'],
    ])
  })
})
