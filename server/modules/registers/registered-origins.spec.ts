import { describe, expect, it } from 'vitest'
import { readContentFolder } from '#server/adapters/content-folder.ts'
import { parseContent } from './content.loader.ts'
import { registeredOrigins } from './registered-origins.ts'

const content = parseContent(await readContentFolder('content'))

describe('the registered origins of a website', () => {
  it('follow the port of the sample website and know both names of loopback', () => {
    const origins = registeredOrigins(content, 'acme-website', 'http://127.0.0.1:4501')

    expect(origins).toEqual(['http://127.0.0.1:4501', 'http://localhost:4501'])
  })

  it('are the one address of a website on the internet', () => {
    const origins = registeredOrigins(content, 'acme-website', 'https://www.acmemail.example/start')

    expect(origins).toEqual(['https://www.acmemail.example'])
  })

  it('are none for a website that is not registered', () => {
    const origins = registeredOrigins(content, 'elsewhere', 'http://127.0.0.1:4501')

    expect(origins).toEqual([])
  })
})
