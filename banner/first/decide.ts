import { read, tell } from '../core/page.ts'
import type { Ask, Core } from '../types.ts'
import { endOf } from './calendar.ts'
import { PROOF, sendProof } from './proof.ts'
import { uuid } from './uuid.ts'

/** How an answer is taken: stored and in effect before this returns, then proven. */
export function createDecide(core: Core, done: (event: { detail?: unknown }) => void): Ask['decide'] {
  const [, fingerprint, register, language, , site, months] = core.data

  return (event, bits, surface) => {
    // A yes needs an event made by a person; a no, or keeping what stands, may come from anywhere.
    if (!event.isTrusted && [...bits].some((bit, at) => bit > (core.answer?.bits[at] ?? '0'))) return
    const now = Date.now()
    const id = uuid()
    // A device once named keeps its name, also when it is asked something else.
    const known = /vitrine=2\.[\w.]+\.([\w-]{36})/.exec(read('cookie'))
    const device = known?.[1] ?? uuid()
    core.followed = true
    core.apply(
      `vitrine=2.${fingerprint}.${bits}.${((core.answer?.flags ?? 0) & 4) + +core.signal + 2}.${endOf(now, months).toString(36)}.${device}`,
    )
    done(event)

    const except: string[] = []
    // Written by hand because pages exist whose `Array.prototype.toJSON` spoils `JSON.stringify`; no value here needs escaping.
    const decisions = register.map(([category, ...services]) => {
      const refused = services.filter((service) => !core.open.has(service))
      const isGranted = refused.length < services.length
      if (isGranted) except.push(...refused)
      return `{"category":"${category}","state":"${isGranted ? 'granted' : 'denied'}"}`
    })
    const body =
      `{"id":"${id}","site":"${site}","device":"${device}","fingerprint":"${fingerprint}","decisions":[${decisions}],` +
      `"decidedAt":"${new Date(now).toISOString()}","language":"${language}","surface":"${surface}","signal":${core.signal}` +
      `${except[0] ? `,"except":["${except.join('","')}"]` : ''}}`
    void sendProof(core, PROOF + id, body)
    tell('vitrine:choice', { allowed: [...core.open] })
  }
}
