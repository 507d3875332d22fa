import { describe, expect, it } from 'vitest'
import { colourOf, contrast, defaultTheme, unreadablePairs } from './banner-theme.ts'

describe('the contrast of two colours', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#767676', '#ffffff', 4.54],
    ['#777777', '#ffffff', 4.48],
  ])('%s on %s is %f', (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 2)
    expect(contrast(other, one)).toBeCloseTo(ratio, 2)
  })
})

describe('a theme', () => {
  it('of our own can be read', () => {
    expect(unreadablePairs(defaultTheme)).toEqual([])
  })

  it('names each pair below 4.5:1', () => {
    const pale = unreadablePairs({ ...defaultTheme, bg: '#ffffff', ink2: '#777777' })

    expect(pale).toMatchObject([{ ink: 'ink2', ground: 'bg' }])
  })

  it('is refused for words on a button that cannot be read', () => {
    expect(unreadablePairs({ ...defaultTheme, btnInk: '#00574f' }).map(({ ground }) => ground)).toEqual(['btn'])
  })

  it.each([null, '', 'red', '#fff', '#12345g', '#123456;}'])('takes no colour from %s', (text) => {
    expect(colourOf(text)).toBeUndefined()
  })
})
