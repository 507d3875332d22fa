import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { loadPageSqlite, type PageSqlite } from './page-sqlite.ts'

describe('a database in a page', () => {
  let open: (bytes?: Uint8Array) => PageSqlite
  let database: PageSqlite

  beforeAll(async () => {
    open = await loadPageSqlite()
  })
  beforeEach(() => {
    database = open()
    database.exec('CREATE TABLE notes (id integer PRIMARY KEY, text text, at integer, body blob)')
  })

  const insert = (text: string, at: number | bigint | null = null) =>
    database.prepare('INSERT INTO notes (text, at) VALUES (?, ?)').run(text, at)
  const texts = (from = database) => from.prepare('SELECT text FROM notes ORDER BY id').all()

  it('gives back what was put in, times beyond 32 bits and bytes included', () => {
    const bytes = new Uint8Array([0, 1, 254, 255])
    database.prepare('INSERT INTO notes (text, at, body) VALUES (?, ?, ?)').run("Ida's — قرار", 1_796_809_260_000, bytes)

    expect(database.prepare('SELECT text, at, body FROM notes').get()).toEqual({ text: "Ida's — قرار", at: 1_796_809_260_000, body: bytes })
  })

  it('tells how many rows a statement changed', () => {
    insert('one')
    insert('two')

    expect(database.prepare('UPDATE notes SET at = ?').run(1)).toMatchObject({ changes: 2 })
  })

  it('refuses what the tables forbid, and can be used on', () => {
    database.exec('CREATE UNIQUE INDEX notes_by_text ON notes (text)')
    insert('once')

    expect(() => insert('once')).toThrow('UNIQUE constraint failed')
    expect(insert('twice')).toMatchObject({ changes: 1 })
  })

  it('can be walked while other statements run', () => {
    insert('one')
    insert('two')
    const walk = database.forKysely().prepare('SELECT text FROM notes ORDER BY id').iterate([])

    const first = walk.next().value
    insert('three')
    walk.return?.()

    expect(first).toEqual({ text: 'one' })
    expect(texts()).toHaveLength(3)
  })

  it('opens again from its bytes and grows', () => {
    insert('kept')
    const bytes = database.bytes() ?? undefined

    const again = open(bytes)
    again.prepare('INSERT INTO notes (text) VALUES (?)').run('x'.repeat(100_000))

    expect(texts(again)).toEqual([{ text: 'kept' }, { text: 'x'.repeat(100_000) }])
    expect(texts()).toEqual([{ text: 'kept' }])
  })

  it('gives no bytes in the middle of a transaction', () => {
    database.exec('BEGIN')
    insert('perhaps')

    const during = database.bytes()
    database.exec('ROLLBACK')

    expect(during).toBeNull()
    expect(database.bytes()).not.toBeNull()
  })

  it('says when something was written', () => {
    const before = database.written()

    insert('new')

    expect(database.written()).toBeGreaterThan(before)
  })
})
