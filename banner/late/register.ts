import type { BannerRegister } from '#contract/banner.ts'

export interface Register {
  /** Optional services, in the order of the answer's bits. */
  services: readonly string[]
  /** The bits that a category or a service stands for. */
  bitsOf: ReadonlyMap<string, readonly number[]>
}

export function readRegister(register: BannerRegister): Register {
  const services: string[] = []
  const bitsOf = new Map<string, number[]>()
  for (const [category, ...members] of register) {
    bitsOf.set(
      category,
      members.map((service) => {
        const bit = services.push(service) - 1
        bitsOf.set(service, [bit])
        return bit
      }),
    )
  }
  return { services, bitsOf }
}
