import { describe, expect, it } from 'vitest'
import { shortenNames } from './shorten-names.ts'

describe('the short names of the banner’s own properties', () => {
  it('are the same wherever a property is read, written or taken apart', () => {
    const short = shortenNames('const { answer, flags: before = 0 } = core; core.answer = { answer, flags: before }')

    const [, name] = /core\.(\w+) =/.exec(short) ?? []
    expect(name).toHaveLength(1)
    expect(short).toContain(`const { ${name}:answer, `)
    expect(short).toContain(`= { ${name}:answer, `)
    expect(short).not.toContain('flags')
  })

  it('leave texts, variables and the names that browsers know as they are', () => {
    const code = 'const answer = "answer"; node.style.open = answer; list[answer] = "flags"; vitrine.open()'

    expect(shortenNames(code)).toBe(code)
  })
})
