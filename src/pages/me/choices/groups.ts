import type { Choice } from '#contract/choices.ts'

/** `messages`: what reaches a person. `use`: what is done with their data. */
export const groupNames = ['messages', 'use'] as const
export type GroupName = (typeof groupNames)[number]

const groupOf = { email: 'messages', post: 'messages', phone: 'messages', ads: 'use', analytics: 'use' } as const satisfies Record<
  Choice['channel'],
  GroupName
>

/** The choices by what they are about, in the operator's order, the locked ones last. Empty groups are left out. */
export function groupsOf(choices: readonly Choice[]): { name: GroupName; choices: Choice[] }[] {
  return groupNames.flatMap((name) => {
    const own = choices.filter(({ channel }) => groupOf[channel] === name)
    return own.length > 0 ? [{ name, choices: [...own.filter(({ locked }) => !locked), ...own.filter(({ locked }) => locked)] }] : []
  })
}

/** What names one choice: a purpose on a channel. */
export function keyOf({ purpose, channel }: { purpose: string; channel: string }): string {
  return `${purpose}.${channel}`
}

/** Whether the use goes on, be it less often. A pause counts as off, though it ends by itself. */
export function isOn(state: Choice['state']): boolean {
  return state === 'granted' || state === 'reduced'
}

/** How many are on, off, and needed for the service. */
export function tallyOf(choices: readonly Choice[]): { on: number; off: number; needed: number } {
  const free = choices.filter(({ locked }) => !locked)
  const on = free.filter(({ state }) => isOn(state)).length
  return { on, off: free.length - on, needed: choices.length - free.length }
}

/** What a person can withdraw: everything that may be off and is not, a pause included, since it would end by itself. */
export function withdrawable(choices: readonly Choice[]): Choice[] {
  return choices.filter(({ locked, state }) => !locked && state !== 'denied')
}

/** Whether a decision is still on its way to a system. */
export function isUnderWay({ propagation }: Pick<Choice, 'propagation'>): boolean {
  return propagation !== null && propagation.honouredAt === null
}
