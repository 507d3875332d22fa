import { describe, expect, it } from 'vitest'
import { clearStored } from './clear.ts'

/** A jar that knows domains and paths: only a line that names both exactly removes a cookie. */
function jarOf(...kept: { name: string; domain: string; path: string }[]) {
  const cookies = [...kept]
  return {
    names: () => cookies.map(({ name }) => name),
    jar: {
      read: () => cookies.map(({ name }) => `${name}=1`).join('; '),
      write(line: string) {
        const [, name, path, domain = ''] = /^([^=]+)=; Max-Age=0; Path=([^;]+)(?:; Domain=([^;]+))?/.exec(line) ?? []
        const at = cookies.findIndex((cookie) => cookie.name === name && cookie.path === path && cookie.domain === domain)
        cookies.splice(at, at < 0 ? 0 : 1)
      },
    },
  }
}

const place = { areas: [], host: 'www.shop.example', path: '/blog/one', secure: false }

describe('withdrawal', () => {
  it('removes declared cookies wherever this page can reach them', () => {
    const { jar, names } = jarOf(
      { name: 'a', domain: '', path: '/' },
      { name: 'b', domain: 'shop.example', path: '/' },
      { name: 'c', domain: '', path: '/blog' },
    )

    const remaining = clearStored(['a', 'b', 'c'], [], { jar, ...place })

    expect(remaining).toEqual([])
    expect(names()).toEqual([])
  })

  it('reports what it could not remove', () => {
    const { jar } = jarOf({ name: 'a', domain: 'elsewhere.example', path: '/' })

    expect(clearStored(['a'], [], { jar, ...place })).toEqual(['a'])
  })

  it('follows a declared pattern, but leaves what is still allowed', () => {
    const { jar, names } = jarOf({ name: '_s_1', domain: '', path: '/' }, { name: '_s_keep', domain: '', path: '/' })

    clearStored(['_s_*'], ['_s_keep'], { jar, ...place })

    expect(names()).toEqual(['_s_keep'])
  })

  it('touches neither undeclared cookies nor the answer itself', () => {
    const { jar, names } = jarOf({ name: 'cart', domain: '', path: '/' }, { name: 'vitrine', domain: '', path: '/' })

    clearStored(['vitrine', 'other'], [], { jar, ...place })

    expect(names()).toEqual(['cart', 'vitrine'])
  })

  it('removes declared entries of storage, and reports none that is gone', () => {
    const { jar } = jarOf()
    localStorage.setItem('_s_1', 'x')
    localStorage.setItem('basket', 'x')

    const remaining = clearStored(['_s_*'], [], { jar, ...place, areas: [localStorage] })

    expect(remaining).toEqual([])
    expect(Object.keys(localStorage)).toEqual(['basket'])
    localStorage.clear()
  })
})
