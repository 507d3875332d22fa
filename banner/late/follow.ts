import type { DeviceStanding } from '#contract/choices.ts'
import type { Core } from '../types.ts'
import type { Register } from './register.ts'

/**
 * Asks what stands for this device, which may follow an account, and applies it: what was decided on another device counts here from this
 * load on. Until then nothing optional runs here. Services refused within a category that stays allowed stay refused. An answer that is not
 * proven yet is newer than anything the privacy center knows, so it stands.
 */
export async function follow(core: Core, { bitsOf }: Register): Promise<void> {
  const [api, fingerprint, , , , site] = core.data
  const { answer } = core
  if (!answer) return
  const asked = `{"site":"${site}","device":"${answer.text.slice(-36)}","fingerprint":"${fingerprint}"}`
  const standing =
    answer.flags & 2
      ? undefined
      : await core.ask!.kit.post(`${api}/api/devices/standing`, asked).then(
          (reply) => (reply.ok ? (reply.json() as Promise<DeviceStanding>) : undefined),
          // Away: what stands here stands until the next load.
          () => undefined,
        )
  // Meanwhile the visitor may have decided.
  if (core.followed) return
  core.followed = true
  const bits = [...answer.bits]
  for (const { category, state } of standing?.joined ? standing.decisions : []) {
    const own = bitsOf.get(category) ?? []
    const bit = state === 'granted' ? '1' : '0'
    if (bit === '0' || own.every((at) => bits[at] === '0')) for (const at of own) bits[at] = bit
  }
  const text = bits.join('')
  core.apply(core.answer!.text.replace(`.${answer.bits}.`, `.${text}.`))
  if (text !== answer.bits) core.late?.tidy()
}
