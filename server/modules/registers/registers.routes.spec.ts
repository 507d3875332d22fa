import { describe, expect, it } from 'vitest'
import { getOrganisation, listCategories, listServices, listSubProcessors, listTransfers, Organisation } from '#contract/registers.ts'
import type { RouteShape } from '#contract/route.ts'
import { readContentFolder } from '#server/adapters/content-folder.ts'
import type { Context } from '#server/http/context.ts'
import { parseContent } from './content.loader.ts'
import { registerEndpoints } from './registers.routes.ts'

const content = parseContent(await readContentFolder('content'))
const settings = {
  version: '1',
  baseUrl: 'http://localhost:4500',
  websiteUrl: 'http://127.0.0.1:4501',
  demo: null,
  operatorToken: null,
  process: 'spec',
}
const visitor = { caller: { kind: 'visitor' } } as Context

async function ask(route: RouteShape): Promise<unknown> {
  const endpoint = registerEndpoints({ content, settings }).find((one) => one.route === route)
  return endpoint?.handle({ params: {}, query: {}, body: undefined }, visitor)
}

describe('the registers', () => {
  it.each([
    ['organisation', getOrganisation],
    ['register of processing', listCategories],
    ['services', listServices],
    ['sub-processors', listSubProcessors],
    ['transfers', listTransfers],
  ])('answer in the shape of the contract: %s', async (_name, route) => {
    const answer = await ask(route)

    expect(route.answer.safeParse(answer).error).toBeUndefined()
  })

  it('tell the clocks that the privacy notice promises', async () => {
    const { clocks } = Organisation.parse(await ask(getOrganisation))

    expect(clocks).toEqual({
      optOutDays: 10,
      optOutTargetHours: 48,
      noticeDays: 30,
      graceDays: 14,
      exportDays: 14,
      backupDays: 30,
      idleMinutes: 15,
    })
  })

  it('tell the address of the website that runs, not the one in the content', async () => {
    const { website } = Organisation.parse(await ask(getOrganisation))

    expect(website).toBe('http://127.0.0.1:4501')
  })

  it('show nobody which websites are registered', async () => {
    const answer = await ask(getOrganisation)

    expect(answer).not.toHaveProperty('sites')
    expect(answer).not.toHaveProperty('holidays')
  })
})
