/** A theme of the banner: the custom properties that are pairs of ink and ground. */
export interface BannerTheme {
  bg: string
  ink: string
  ink2: string
  btn: string
  btnInk: string
}

export const defaultTheme: BannerTheme = { bg: '#fbfdfd', ink: '#11201f', ink2: '#465553', btn: '#00574f', btnInk: '#ffffff' }

/** WCAG 2.2, 1.4.3: text against its ground. */
const LEAST_CONTRAST = 4.5

/** Two colours that must be told apart, and the ratio they reach. */
export interface Pair {
  ink: keyof BannerTheme
  ground: keyof BannerTheme
  ratio: number
}

const pairs: readonly (readonly [ink: keyof BannerTheme, ground: keyof BannerTheme])[] = [
  ['ink', 'bg'],
  ['ink2', 'bg'],
  ['btn', 'bg'],
  ['btnInk', 'btn'],
]

/** The pairs that cannot be read: below 4.5:1. Links and focus rings take the button's colour on the banner's ground. */
export function unreadablePairs(theme: BannerTheme): Pair[] {
  return pairs
    .map(([ink, ground]) => ({ ink, ground, ratio: contrast(theme[ink], theme[ground]) }))
    .filter(({ ratio }) => ratio < LEAST_CONTRAST)
}

/** A colour as a form sends it, or undefined for anything else. */
export function colourOf(text: string | null): string | undefined {
  return /^#[0-9a-f]{6}$/i.test(text ?? '') ? text!.toLowerCase() : undefined
}

/** The ratio of two `#rrggbb` colours, 1 to 21. Source: WCAG 2.2, "contrast ratio". */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255)) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}
