import { describe, expect, it } from 'vitest'
import { ProblemError } from '#contract/problems.ts'
import { MAXIMUM_DEPTH, parseStrictJson } from './strict-json.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

describe('strict JSON', () => {
  it.each([
    ['an object', '{"a":[1,true,null,"x"]}', { a: [1, true, null, 'x'] }],
    ['the same name in two objects', '[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
    ['a name that is also a value', '{"a":"a","b":"a"}', { a: 'a', b: 'a' }],
    ['escaped quotes', String.raw`{"a\"b":"c\\"}`, { 'a"b': 'c\\' }],
    ['backslashes before the end of a text', String.raw`{"a\\":"\\\\","b":"\\\""}`, { 'a\\': '\\\\', b: '\\"' }],
    ['a pair of surrogates', String.raw`"\ud83d\ude00"`, '😀'],
  ])('reads %s', (_name, text, value) => {
    expect(parseStrictJson(bytes(text))).toEqual(value)
  })

  it.each([
    ['a name twice in one object', '{"a":1,"a":2}'],
    ['a name twice, once escaped', String.raw`{"a":1,"\u0061":2}`],
    ['the name __proto__', '{"__proto__":{"admin":true}}'],
    ['a lone surrogate', String.raw`{"a":"\ud83d"}`],
    ['a lone surrogate in a name', String.raw`{"\ud83d":1}`],
    ['a NUL', String.raw`{"a":"\u0000"}`],
    ['a NUL as it is', '{"a":"\0"}'],
    ['a name twice, after an escaped quote', String.raw`{"a":"\"","a":1}`],
    ['a byte order mark', '\uFEFF{}'],
    ['a trailing comma', '{"a":1,}'],
    ['an open text', '{"a'],
    ['two values', '{}{}'],
    ['nothing but space', '  '],
    ['NaN', 'NaN'],
    ['one level too many', nested(MAXIMUM_DEPTH + 1)],
    ['200,000 levels', nested(200_000)],
  ])('refuses %s', (_name, text) => {
    expect(() => parseStrictJson(bytes(text))).toThrow(ProblemError)
  })

  it('refuses bytes that are not UTF-8 instead of replacing them', () => {
    expect(() => parseStrictJson(new Uint8Array([0x22, 0xff, 0x22]))).toThrow('request/malformed')
  })

  it('reads the deepest allowed level', () => {
    expect(parseStrictJson(bytes(nested(MAXIMUM_DEPTH)))).toBeInstanceOf(Array)
  })
})
