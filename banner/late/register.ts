export interface Register {
  categories: readonly string[]
  /** Optional services, in the order of the answer's bits. */
  services: readonly string[]
  /** The bits that a category or a service stands for. */
  bitsOf: ReadonlyMap<string, readonly number[]>
}

/** @param text `category service service,category service` */
export function readRegister(text: string): Register {
  const services: string[] = []
  const bitsOf = new Map<string, number[]>()
  const categories = text.split(',').map((group) => {
    const [category, ...members] = group.split(' ') as [string, ...string[]]
    bitsOf.set(
      category,
      members.map((service) => services.push(service) - 1),
    )
    return category
  })
  for (const [at, service] of services.entries()) bitsOf.set(service, [at])
  return { categories, services, bitsOf }
}
