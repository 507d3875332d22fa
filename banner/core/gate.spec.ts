import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createGate } from './gate.ts'

const allowed = new Set<string>()
// happy-dom would try to load an external script; of a type it does not know it loads none, and the spec says when it has loaded.
const EXTERNAL = 'data-type="text/any" src='
const waiting = (attributes: string, text = '') => `<script type="text/plain" ${attributes}>${text}</script>`
const page = (...scripts: string[]) => {
  document.body.innerHTML = scripts.join('')
}
/** The scripts that have become real ones, in document order. */
const revived = () => [...document.querySelectorAll('script:not([type="text/plain"])')].map((script) => script.id)
const openGate = (nonce = '') => createGate({ nonce, allows: (category, service) => allowed.has(category) && service !== 'unknown' })
const aMoment = () => new Promise((done) => setTimeout(done))
// happy-dom does not reflect the attribute.
const withNonce = (nonce: string) => Object.assign(document.querySelector('#a') as HTMLScriptElement, { nonce })
const loaded = (id: string) => document.querySelector(`#${id}`)?.dispatchEvent(new Event('load'))

beforeEach(() => {
  allowed.clear()
})
afterEach(() => {
  document.body.replaceChildren()
})

describe('the gate', () => {
  it('lets nothing through that is not allowed', async () => {
    page(waiting('id="a" data-consent="statistics" data-src="x"'))

    openGate().sweep()
    await aMoment()

    expect(revived()).toEqual([])
  })

  it('lets through what is allowed, and nothing of another category', async () => {
    allowed.add('statistics')
    page(waiting('id="a" data-consent="advertising"'), waiting('id="b" data-consent="statistics"'))

    const gate = openGate()
    gate.sweep()
    await aMoment()

    expect(revived()).toEqual(['b'])
    expect([...gate.ran]).toEqual(['statistics'])
  })

  it('holds back a service the register does not know', async () => {
    allowed.add('statistics')
    page(waiting('id="a" data-consent="statistics" data-service="unknown"'))

    openGate().sweep()
    await aMoment()

    expect(revived()).toEqual([])
  })

  it('keeps an inline script waiting for the external one before it', async () => {
    allowed.add('statistics')
    page(waiting(`id="a" data-consent="statistics" ${EXTERNAL}"/a.js"`), waiting('id="b" data-consent="statistics"'))

    openGate().sweep()
    await aMoment()
    const before = revived()
    loaded('a')
    await aMoment()

    expect(before).toEqual(['a'])
    expect(revived()).toEqual(['a', 'b'])
  })

  it('asks for external scripts at once and in order', async () => {
    allowed.add('statistics')
    page(waiting(`id="a" data-consent="statistics" ${EXTERNAL}"/a.js"`), waiting(`id="b" data-consent="statistics" ${EXTERNAL}"/b.js"`))

    openGate().sweep()
    await aMoment()

    expect(revived()).toEqual(['a', 'b'])
    expect([...document.querySelectorAll('script')].map(({ async }) => async)).toEqual([false, false])
  })

  it('does not run a script whose category was withdrawn while it waited its turn', async () => {
    allowed.add('statistics')
    page(waiting('id="a" data-consent="statistics"'))

    openGate().sweep()
    allowed.clear()
    await aMoment()

    expect(revived()).toEqual([])
  })

  it('runs each script once, however often it is asked', async () => {
    allowed.add('statistics')
    page(waiting('id="a" data-consent="statistics"'))
    const gate = openGate()

    gate.sweep()
    gate.sweep()
    await aMoment()
    gate.sweep()
    await aMoment()

    expect(revived()).toEqual(['a'])
  })

  it('makes a module of a tag that asks to be one', async () => {
    allowed.add('statistics')
    page(waiting('id="a" data-consent="statistics" data-type="module"'))

    openGate().sweep()
    await aMoment()

    expect(document.querySelector('script')?.type).toBe('module')
  })
})

describe('the gate under a policy with nonces', () => {
  it('runs a script that carries the nonce, and hands it on', async () => {
    allowed.add('statistics')
    page(waiting('id="a" data-consent="statistics"'))
    withNonce('n1')

    openGate('n1').sweep()
    await aMoment()

    expect(document.querySelector<HTMLScriptElement>('#a')?.nonce).toBe('n1')
    expect(revived()).toEqual(['a'])
  })

  it.each([
    ['no nonce', ''],
    ['another nonce', 'n2'],
  ])('does not run a script with %s: it may have been injected', async (_, nonce) => {
    allowed.add('statistics')
    page(waiting('id="a" data-consent="statistics"'))
    withNonce(nonce)

    openGate('n1').sweep()
    await aMoment()

    expect(revived()).toEqual([])
  })
})
