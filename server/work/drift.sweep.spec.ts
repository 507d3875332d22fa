import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as routes from '#contract/choices.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import type { MovableClock, TestPorts } from '#tests/support/ports.ts'
import { sweepDrift } from './drift.sweep.ts'
import { type Api, countByKind, openPropagation, passTime, type ScriptedSource } from './propagation.fixture.ts'

const email = 'person-0@mail.example'

describe.each(engines)('a system that no longer acts on what it confirmed, on $name', ({ open }) => {
  let opened: OpenDatabase
  let clock: MovableClock
  let letters: ScriptedSource
  let ads: ScriptedSource
  let ports: TestPorts
  let api: Api
  let person: string

  beforeEach(async () => {
    const rig = await openPropagation(open, { sources: ['letters', 'ads'] })
    ;({ opened, clock, ports, api } = rig)
    ;[letters, ads] = rig.sources as [ScriptedSource, ScriptedSource]
    ;[person] = rig.people as [string]
  })
  afterEach(() => opened.close())

  const state = async () => (await api.call<{ choices: routes.Choice[] }>(routes.listChoices, {}, api.as(person))).choices[0]?.state
  const confirmed = async (said: 'granted' | 'denied') => {
    await api.decide(person, said)
    await passTime(ports, { minutes: 10, step: 1 })
  }
  const checkTwice = async () => {
    clock.advance({ days: 1, hours: 1 })
    await sweepDrift(ports)
    clock.advance({ hours: 1 })
    await sweepDrift(ports)
    await passTime(ports, { minutes: 10, step: 1 })
  }

  it('is asked once a day, and left alone while it acts', async () => {
    await confirmed('denied')

    const early = await sweepDrift(ports)
    clock.advance({ days: 1, hours: 1 })
    const asked = await sweepDrift(ports)

    expect([early, asked, await sweepDrift(ports)]).toEqual([0, 2, 0])
    expect(await countByKind(ports, 'events', ['obligation/drifted'])).toEqual([0])
  })

  it('hears a no again, and the repair is on record', async () => {
    await confirmed('denied')
    letters.standing.delete(email)

    await checkTwice()

    expect([letters.standing.get(email)?.state, await state()]).toEqual(['denied', 'denied'])
    expect(await countByKind(ports, 'events', ['obligation/drifted'])).toEqual([1])
    expect((await opened.database.selectFrom('decisions').selectAll().where('origin', '=', 'repair').execute()).length).toBe(1)
  })

  it('lowers a yes that it does not hold, for every system', async () => {
    await confirmed('granted')
    letters.standing.delete(email)

    await checkTwice()

    expect([await state(), ads.standing.get(email)?.state]).toEqual(['denied', 'denied'])
  })

  it('is believed only when it says so twice, an hour apart', async () => {
    await confirmed('granted')
    const held = letters.standing.get(email)
    letters.standing.delete(email)
    clock.advance({ days: 1, hours: 1 })
    await sweepDrift(ports)
    letters.standing.set(email, held as NonNullable<typeof held>)

    clock.advance({ hours: 1 })
    await sweepDrift(ports)

    expect(await state()).toBe('granted')
  })

  it('lowers nothing while it does not answer', async () => {
    await confirmed('granted')
    letters.verify = async () => Promise.reject(new Error('broken'))

    await checkTwice()

    expect(await state()).toBe('granted')
  })

  it('overtakes nothing that the person says after it drifted', async () => {
    await confirmed('denied')
    letters.standing.delete(email)
    clock.advance({ days: 1, hours: 1 })
    await sweepDrift(ports)
    await api.decide(person, 'granted')

    clock.advance({ hours: 1 })
    await sweepDrift(ports)

    expect(await state()).toBe('granted')
  })
})
