import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ContentError } from '#server/modules/registers/content.fault.ts'
import { readContentFolder } from './content-folder.ts'

describe('the content folder', () => {
  let dir = ''
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'content-'))
    await mkdir(join(dir, 'registers'))
  })
  afterEach(() => rm(dir, { recursive: true }))

  it('is read by path below the folder, with plain line ends', async () => {
    await writeFile(join(dir, 'registers', 'processing.yaml'), 'a: 1\r\nb: Å\r\n')
    await writeFile(join(dir, 'hello.en.md'), 'Hello')

    const files = await readContentFolder(dir)

    expect([...files]).toEqual([
      ['hello.en.md', 'Hello'],
      ['registers/processing.yaml', 'a: 1\nb: Å\n'],
    ])
  })

  it('gives only texts that belong to content', async () => {
    await writeFile(join(dir, 'notes.txt'), 'not content')

    const files = await readContentFolder(dir)

    expect(files.size).toBe(0)
  })

  it('is refused when a file is not UTF-8, instead of showing replacement characters', async () => {
    await writeFile(join(dir, 'hello.en.md'), Buffer.concat([Buffer.from('Å\nH'), Buffer.from([0xc5, 0x21, 0x0a]), Buffer.from('end')]))
    await writeFile(join(dir, 'registers', 'processing.yaml'), Buffer.from('a: 1\nb: Å', 'latin1'))
    await writeFile(join(dir, 'fine.de.md'), 'Grüße')

    const refusal = await readContentFolder(dir).catch((error: unknown) => error)

    expect(refusal).toBeInstanceOf(ContentError)
    expect(String(refusal)).toBe(
      [
        'ContentError: content/hello.en.md:2: is not UTF-8; save the file with the encoding UTF-8',
        'content/registers/processing.yaml:2: is not UTF-8; save the file with the encoding UTF-8',
      ].join('\n'),
    )
  })
})
