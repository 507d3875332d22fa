import type { Leaving } from '#contract/records.ts'

/** The bands of the "what leaves when" chart, in the order a reader cares about them, with the class that colours them. */
const bands = [
  { band: 'within7', css: 'w7' },
  { band: 'within30', css: 'w30' },
  { band: 'within12Months', css: 'w1y' },
  { band: 'later', css: 'wlater' },
  { band: 'whenYouSay', css: 'wyou' },
  { band: 'byLaw', css: 'wlaw' },
] as const satisfies readonly { band: keyof Leaving; css: string }[]

export type Band = (typeof bands)[number]
export type CountedBand = Band & { count: number }

/** The bands that hold records. */
export function bandsOf(leaving: Leaving): CountedBand[] {
  return bands.map((band) => ({ ...band, count: leaving[band.band] })).filter(({ count }) => count > 0)
}

/** Several categories as one. */
export function sumOf(all: readonly Leaving[]): Leaving {
  const sum: Leaving = { within7: 0, within30: 0, within12Months: 0, later: 0, whenYouSay: 0, byLaw: 0 }
  for (const leaving of all) for (const { band } of bands) sum[band] += leaving[band]
  return sum
}

/** How many records there are in all bands together. */
export function recordsIn(leaving: Leaving): number {
  return bandsOf(leaving).reduce((sum, { count }) => sum + count, 0)
}
