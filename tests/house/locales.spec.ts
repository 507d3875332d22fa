import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { problems } from '#contract/problems.ts'
import { locales } from '#contract/shared.ts'

type Messages = { [key: string]: string | Messages }

const folder = path.resolve(import.meta.dirname, '../../locales')
const read = (locale: string): Messages => JSON.parse(fs.readFileSync(path.join(folder, `${locale}.json`), 'utf8')) as Messages
const keysOf = (messages: Messages, base = ''): string[] =>
  Object.entries(messages).flatMap(([key, value]) => (typeof value === 'string' ? [`${base}${key}`] : keysOf(value, `${base}${key}.`)))
const textsOf = (messages: Messages, base = ''): [string, string][] =>
  Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${base}${key}`, value] as [string, string]] : textsOf(value, `${base}${key}.`),
  )
const placeholdersOf = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

describe.each(locales.filter((locale) => locale !== 'en'))('the interface in %s', (locale) => {
  it('has every key of the English source and no other', () => {
    expect(keysOf(read(locale)).sort()).toEqual(keysOf(read('en')).sort())
  })

  it('keeps every placeholder of the English source', () => {
    const source = new Map(textsOf(read('en')))

    const different = textsOf(read(locale)).filter(
      ([key, text]) => placeholdersOf(text).join() !== placeholdersOf(source.get(key) ?? '').join(),
    )

    expect(different).toEqual([])
  })

  it('leaves no message empty', () => {
    expect(textsOf(read(locale)).filter(([, text]) => text.trim() === '')).toEqual([])
  })
})

describe.each(locales)('refusals in %s', (locale) => {
  it('have a message for every problem code', () => {
    const messages = read(locale).problems as Messages

    expect(Object.keys(problems).filter((code) => typeof messages[code] !== 'string')).toEqual([])
  })
})
