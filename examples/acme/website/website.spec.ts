import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { tags } from './tags.ts'
import { languages, texts } from './texts.ts'
import { createWebsite } from './website.ts'

const website = createWebsite({ portalUrl: 'http://localhost:4400' })
const get = (path: string, method = 'GET') => website(new Request(`http://127.0.0.1:4401${path}`, { method }))
const register = parse(readFileSync(new URL('../../../content/registers/services.yaml', import.meta.url), 'utf8')) as {
  categories: { id: string; services: { id: string; cookies: { name: string }[] }[] }[]
}
const policyOf = (response: Response) => response.headers.get('content-security-policy') ?? ''

describe('the sample website', () => {
  it.each(['/', '/pricing', '/blog/why-we-throw-your-mail-away'])('shows %s with the banner and ten waiting scripts', async (path) => {
    const response = get(path)
    const markup = await response.text()

    expect(response.status).toBe(200)
    expect(markup).toContain('src="http://localhost:4400/consent.js?site=acme-website&amp;lang=en"')
    expect(markup.match(/<script type="text\/plain" data-consent="/g)).toHaveLength(10)
  })

  it.each([
    ['/', 'en', 'ltr'],
    ['/?lang=de', 'de', 'ltr'],
    ['/?lang=ar', 'ar', 'rtl'],
    ['/?lang=%22%3E%3Cscript%3E', 'en', 'ltr'],
  ])('answers %s in %s, %s', async (path, language, direction) => {
    const markup = await get(path).text()

    expect(markup).toContain(`<html lang="${language}" dir="${direction}">`)
    expect(markup).toContain(texts[language as 'en'].home.title)
  })

  it.each(languages)('keeps the language %s on the way to its other pages', async (language) => {
    const markup = await get(`/?lang=${language}`).text()

    expect(markup).toContain(`href="${language === 'en' ? '/pricing' : `/pricing?lang=${language}`}"`)
  })

  it('runs only scripts with this answer’s nonce, under Trusted Types', async () => {
    const response = get('/')
    const [, nonce = ''] = /'nonce-([^']+)'/.exec(policyOf(response)) ?? []
    const scripts = (await response.text()).match(/<script [^>]*>/g) ?? []

    expect(scripts).toHaveLength(12)
    expect(scripts.filter((script) => script.includes(`nonce="${nonce}"`))).toHaveLength(12)
    expect(policyOf(response)).toContain("require-trusted-types-for 'script'")
    expect(policyOf(response)).not.toContain('unsafe')
  })

  it('never uses a nonce twice', () => {
    expect(policyOf(get('/'))).not.toBe(policyOf(get('/')))
  })

  it('sets no cookie of its own', () => {
    expect(get('/').headers.has('set-cookie')).toBe(false)
  })

  it.each(languages)('embeds a chat on the page of prices that waits for its service, in %s', async (language) => {
    const markup = await get(`/pricing?lang=${language}`).text()
    const [, address = ''] = /<iframe [^>]*data-service="help-chat" data-src="([^"]+)"/.exec(markup) ?? []
    const frame = get(address)

    expect(markup).not.toMatch(/<iframe [^>]* src=/)
    expect(await frame.text()).toContain(texts[language].chat.text)
    expect(policyOf(frame)).toContain("frame-ancestors 'self'")
  })

  it('says that there is no page at an unknown address', async () => {
    const response = get('/nowhere')

    expect(response.status).toBe(404)
    expect(await response.text()).toContain('Return to sender')
  })

  it('takes no posts, and answers HEAD without a body', async () => {
    expect(get('/', 'POST').status).toBe(405)
    expect(await get('/', 'HEAD').text()).toBe('')
    expect(get('/', 'HEAD').headers.get('content-type')).toContain('text/html')
  })
})

describe('the ten sample scripts', () => {
  it('are the optional services of the register, in its order', () => {
    const optional = register.categories.filter(({ id }) => id !== 'necessary')

    expect(tags.map(({ service, category }) => ({ service, category }))).toEqual(
      optional.flatMap(({ id, services }) => services.map((service) => ({ service: service.id, category: id }))),
    )
  })

  it.each(tags)('set one cookie that the register declares: $service', async ({ service, cookie }) => {
    const declared = register.categories.flatMap(({ services }) => services).find(({ id }) => id === service)
    const script = await get(`/tags/${service}.js`).text()

    expect(declared?.cookies.map(({ name }) => name)).toContain(cookie)
    expect(script.match(/document\.cookie = '([^=]+)=/)?.[1]).toBe(cookie)
  })
})
