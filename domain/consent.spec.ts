import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONSENT_MONTHS } from './clocks.ts'
import { type ConsentDecision, consentState, isGranted, join, levelAt, needsAsking, newest, resumesTo } from './consent.ts'

const now = new Date('2026-06-01T00:00:00Z')

function decision(over: Partial<ConsentDecision>): ConsentDecision {
  return {
    id: 'a',
    subject: 'account:1',
    purpose: 'news',
    channel: 'email',
    state: 'granted',
    decidedAt: new Date('2026-01-01T00:00:00Z'),
    origin: 'explicit',
    ...over,
  }
}

const earlier = new Date('2026-01-01T00:00:00Z')
const later = new Date('2026-02-01T00:00:00Z')

// Few values, so that ties and conflicts are frequent; ids are unique as they are in the store.
const anyDecisions = fc
  .array(
    fc.record({
      subject: fc.constantFrom('account:1', 'device:2'),
      purpose: fc.constantFrom('news', 'offers'),
      channel: fc.constantFrom('email', 'post'),
      state: fc.constantFrom('granted' as const, 'denied' as const),
      decidedAt: fc.integer({ min: 0, max: 4 }).map((day) => new Date(Date.UTC(2026, 0, 1 + day))),
      origin: fc.constantFrom('explicit' as const, 'signal' as const, 'import' as const),
    }),
    { maxLength: 12 },
  )
  .map((drafts) => drafts.map((draft, at): ConsentDecision => ({ id: String(at), ...draft })))

const ids = (decisions: readonly ConsentDecision[]) => decisions.map(({ id }) => id).sort()
const shuffled = (decisions: readonly ConsentDecision[]) => fc.shuffledSubarray([...decisions], { minLength: decisions.length })

describe('the decision that stands', () => {
  it.each([
    [
      'a newer no after a yes',
      decision({ state: 'granted', decidedAt: earlier }),
      decision({ state: 'denied', decidedAt: later }),
      'denied',
    ],
    [
      'a newer yes after a no',
      decision({ state: 'denied', decidedAt: earlier }),
      decision({ state: 'granted', decidedAt: later }),
      'granted',
    ],
    [
      'a yes that is delivered after a newer no',
      decision({ state: 'denied', decidedAt: later }),
      decision({ state: 'granted', decidedAt: earlier }),
      'denied',
    ],
    ['a yes and a no at the same instant', decision({ state: 'granted' }), decision({ state: 'denied' }), 'denied'],
    [
      'an imported yes after a no',
      decision({ state: 'denied' }),
      decision({ state: 'granted', decidedAt: later, origin: 'import' }),
      'denied',
    ],
    ['an imported no after a yes', decision({}), decision({ state: 'denied', decidedAt: later, origin: 'import' }), 'denied'],
    ['an imported no that is older than a yes', decision({ decidedAt: later }), decision({ state: 'denied', origin: 'import' }), 'granted'],
    ['a signal that says no after a yes', decision({}), decision({ state: 'denied', decidedAt: later, origin: 'signal' }), 'denied'],
    ['a yes in person after a signal', decision({ state: 'denied', origin: 'signal' }), decision({ decidedAt: later }), 'granted'],
  ] as const)('after %s', (_, first, second, state) => {
    expect(newest([first, second])).toMatchObject([{ state }])
  })

  it('follows withdraw, grant, withdraw', () => {
    const said = [
      decision({ id: '1', state: 'denied', decidedAt: new Date('2026-01-01T00:00:00Z') }),
      decision({ id: '2', state: 'granted', decidedAt: new Date('2026-01-02T00:00:00Z') }),
      decision({ id: '3', state: 'denied', decidedAt: new Date('2026-01-03T00:00:00Z') }),
    ]

    expect(ids(newest([said[2]!, said[0]!, said[1]!]))).toEqual(['3'])
  })

  it('is kept for each purpose and each channel', () => {
    const said = [decision({ id: '1' }), decision({ id: '2', channel: 'post' }), decision({ id: '3', purpose: 'offers', state: 'denied' })]

    expect(ids(newest(said))).toEqual(['1', '2', '3'])
  })

  it('does not mix up purposes and channels that read alike when joined', () => {
    const said = [decision({ id: '1', purpose: 'a', channel: 'b c' }), decision({ id: '2', purpose: 'a b', channel: 'c' })]

    expect(ids(newest(said))).toEqual(['1', '2'])
  })

  it('is the same in whatever order deliveries arrive, and however often', () => {
    fc.assert(
      fc.property(
        anyDecisions.chain((said) => fc.tuple(fc.constant(said), shuffled([...said, ...said]))),
        ([said, delivered]) => {
          expect(ids(newest(delivered))).toEqual(ids(newest(said)))
        },
      ),
    )
  })

  it('is granted only if the person said yes themselves, and nobody said no since', () => {
    fc.assert(
      fc.property(anyDecisions, (said) => {
        const granted = newest(said).filter(({ state }) => state === 'granted')
        const contradicted = granted.filter((yes) =>
          said.some(
            (no) => no.state === 'denied' && no.purpose === yes.purpose && no.channel === yes.channel && no.decidedAt >= yes.decidedAt,
          ),
        )

        expect(granted.every(({ origin }) => origin === 'explicit')).toBe(true)
        expect(contradicted).toEqual([])
      }),
    )
  })

  it('is never raised by an import', () => {
    fc.assert(
      fc.property(anyDecisions, anyDecisions, (said, brought) => {
        const imports = brought.map((one) => ({ ...one, id: `i${one.id}`, origin: 'import' as const }))
        const before = consentState(said, now).filter(({ state }) => state === 'granted')
        const after = consentState([...said, ...imports], now).filter(({ state }) => state === 'granted')

        expect(before).toEqual(expect.arrayContaining(after))
      }),
    )
  })
})

describe('consent now', () => {
  it('is missing where nothing was decided', () => {
    expect(isGranted([], 'news', 'email', now)).toBe(false)
  })

  it('is there after a yes, for that purpose and channel only', () => {
    const said = [decision({})]

    expect(isGranted(said, 'news', 'email', now)).toBe(true)
    expect(isGranted(said, 'news', 'post', now)).toBe(false)
    expect(isGranted(said, 'offers', 'email', now)).toBe(false)
  })

  it('does not count a yes from a clock that ran ahead', () => {
    expect(isGranted([decision({ decidedAt: new Date('2026-06-01T00:00:00.001Z') })], 'news', 'email', now)).toBe(false)
  })

  it('counts a no at once, even from a clock that ran ahead', () => {
    const said = [decision({}), decision({ id: 'b', state: 'denied', decidedAt: new Date('2027-01-01T00:00:00Z') })]

    expect(consentState(said, now)).toMatchObject([{ purpose: 'news', channel: 'email', state: 'denied', decision: { id: 'b' } }])
  })
})

describe('asking a visitor again', () => {
  const choice = { decidedAt: new Date('2026-08-31T12:00:00Z'), fingerprint: 'f1' }

  it.each([
    ['the day before six months', '2027-02-27T12:00:00Z', false],
    ['the moment before', '2027-02-28T11:59:59.999Z', false],
    ['the day, in a month without a 31st', '2027-02-28T12:00:00Z', true],
    ['the day after', '2027-03-01T12:00:00Z', true],
    ['after the clock was put back', '2026-08-30T12:00:00Z', false],
  ])('%s: %s', (_, at, asked) => {
    expect(needsAsking(choice, { now: new Date(at), fingerprint: 'f1', months: CONSENT_MONTHS })).toBe(asked)
  })

  it('is due when purposes or vendors changed, and when nothing was ever chosen', () => {
    const asking = { now: new Date('2026-09-01T00:00:00Z'), fingerprint: 'f2', months: CONSENT_MONTHS }

    expect(needsAsking(choice, asking)).toBe(true)
    expect(needsAsking(null, asking)).toBe(true)
  })
})

describe('a device that follows a person into their account', () => {
  it.each([
    ["a guest's no stands against an older yes", 'denied', later, 'granted', earlier, 'denied'],
    ["a guest's yes stands against an older no", 'granted', later, 'denied', earlier, 'granted'],
    ["an account's newer no stands", 'granted', earlier, 'denied', later, 'denied'],
    ["an account's newer yes stands", 'denied', earlier, 'granted', later, 'granted'],
    ['at the same instant the no stands', 'granted', later, 'denied', later, 'denied'],
  ] as const)('%s', (_, guest, guestAt, holder, holderAt, state) => {
    const device = [decision({ id: 'd', subject: 'device:2', state: guest, decidedAt: guestAt })]
    const account = [decision({ id: 'a', state: holder, decidedAt: holderAt })]

    expect(join(device, account)).toMatchObject([{ state }])
  })

  it('ends the same in any order, in any grouping, and when done twice', () => {
    fc.assert(
      fc.property(anyDecisions, fc.nat(12), fc.nat(12), (said, one, other) => {
        const [first, second] = [Math.min(one, other), Math.max(one, other)]
        const [a, b, c] = [said.slice(0, first), said.slice(first, second), said.slice(second)]

        expect(ids(join(a, b))).toEqual(ids(join(b, a)))
        expect(ids(join(join(a, b), c))).toEqual(ids(join(a, join(b, c))))
        expect(ids(join(newest(said), newest(said)))).toEqual(ids(newest(said)))
      }),
    )
  })
})

describe('a pause', () => {
  const until = new Date('2026-03-01T00:00:00Z')
  const pause = decision({ id: 'p', state: 'paused', decidedAt: later, pause: { until, resumes: 'reduced' } })

  it.each([
    ['allows nothing on its last millisecond', new Date(until.getTime() - 1), 'denied'],
    ['ends by itself and goes back to what stood before', until, 'reduced'],
  ])('%s', (_, at, level) => {
    expect(levelAt(pause, at)).toBe(level)
  })

  it('shows as a pause while it lasts, and as what it went back to afterwards', () => {
    const states = [new Date(until.getTime() - 1), until].map((at) => consentState([pause], at)[0]?.state)

    expect(states).toEqual(['paused', 'reduced'])
  })

  it.each([
    ['a yes', { state: 'granted', resumes: null }, 'granted'],
    ['a yes to less', { state: 'reduced', resumes: null }, 'reduced'],
    ['a pause', { state: 'paused', resumes: 'reduced' }, 'reduced'],
    ['a no', { state: 'denied', resumes: null }, 'denied'],
    ['nothing', null, 'denied'],
  ] as const)('of %s never goes back to more than that', (_, before, resumes) => {
    expect(resumesTo(before)).toBe(resumes)
  })

  it('is overtaken by a no that was said during it and arrives after its end', () => {
    const resumption = decision({ id: 'r', state: 'reduced', decidedAt: new Date(later.getTime() + 1), origin: 'resumption' })
    const late = decision({ id: 'n', state: 'denied', decidedAt: new Date(later.getTime() + 5) })

    expect(newest([pause, resumption, late]).map(({ id }) => id)).toEqual(['n'])
  })

  it('stands above a yes of the same instant', () => {
    expect(newest([decision({ decidedAt: later }), pause])[0]?.id).toBe('p')
  })
})

describe('less often', () => {
  it('is consent, and less than a yes of the same instant', () => {
    const [yes, less] = [decision({ id: 'y' }), decision({ id: 'l', state: 'reduced' })]

    expect(isGranted([yes, less], 'news', 'email', now)).toBe(true)
    expect(newest([yes, less])[0]?.id).toBe('l')
  })

  it('is not taken from a list', () => {
    expect(newest([decision({ state: 'reduced', origin: 'import' })])).toEqual([])
  })
})
