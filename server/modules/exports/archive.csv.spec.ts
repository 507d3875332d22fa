import { describe, expect, it } from 'vitest'
import { csvColumns, csvHead, csvLine, neutral } from './archive.csv.ts'

describe('the table of a category', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\n=1'])('never lets a cell that begins as in %j run as a formula', (cell) => {
    expect(neutral(cell)).toBe(`'${cell}`)
  })

  it.each(['', 'a=b', ' =1', 'ä', '1-2'])('leaves %j as it is', (cell) => {
    expect(neutral(cell)).toBe(cell)
  })

  it('has one column for each field of its collections and quotes every cell', () => {
    const fields = (...names: string[]) => ({ fields: names.map((name) => ({ name, label: { en: name } })) })
    const columns = csvColumns([fields('subject', 'to'), fields('subject', 'ip')])
    const line = { source: 's', collection: 'c', id: '1', recordedAt: null, title: 'a "b", c', values: { ip: '::1', subject: 'one\ntwo' } }

    expect(csvHead(columns)).toBe('"source","collection","id","recordedAt","title","values.subject","values.to","values.ip"\r\n')
    expect(csvLine(line, columns)).toBe('"s","c","1","","a ""b"", c","one\ntwo","","::1"\r\n')
  })
})
