import type { Choice } from '#contract/choices.ts'
import type { NoticeDecision, NoticeStanding } from '#contract/notice-decisions.ts'
import type { Purpose } from '#server/ports/content.ts'
import { type Caller, ida, openApi, type TestApi } from '#tests/support/api.ts'
import type { TestEngine } from '#tests/support/databases.ts'
import { testPorts } from '#tests/support/ports.ts'
import { newsletter } from './propagation.fixture.ts'

export const operator = { authorization: 'Bearer operator-token-for-tests' }
/** When the operator's zone is Berlin and a version takes effect on 20 April 2026: the first instant of that day. */
export const berlinMidnight = new Date('2026-04-19T22:00:00Z')

export interface DecisionsRig {
  api: TestApi
  /** Ida, signed in. */
  ida: Caller
  publish(effectiveOn: string, rest?: object): Promise<Record<string, unknown>>
  withdraw(effectiveOn: string): Promise<Response>
  answer(answer: string, rest?: Answering): Promise<{ status: number; body: NoticeStanding & { code?: string } }>
  standing(effectiveOn?: string): Promise<NoticeStanding>
  decisions(query?: string): Promise<{ decisions: NoticeDecision[]; nextCursor: string | null }>
  choices(): Promise<Choice[]>
  /** Says yes to the newsletter, or something else. */
  choose(state: string): Promise<Choice | undefined>
  signInAgain(): Promise<void>
}
interface Answering {
  on?: string
  id?: string
  by?: Caller
  language?: string
  surface?: string
}

const offers: Purpose = { ...newsletter(), id: 'offers', title: { en: 'Offers' }, wording: { id: 'offers-v1', text: { en: 'Offers.' } } }
const service: Purpose = { ...newsletter(), id: 'service-messages', lockedReason: { en: 'The contract needs them.' } }

/** The API with a privacy notice in force since 2 March 2026, two purposes that rest on consent and a locked one. */
export async function openDecisions({ name }: Pick<TestEngine, 'name'>, zone = 'Europe/Berlin'): Promise<DecisionsRig> {
  const { content } = testPorts({ getExecutor: () => ({ adapter: null }) } as never)
  const purposes = [newsletter(), offers, service]
  const api = await openApi(name, { content: { ...content, organisation: { ...content.organisation, zone }, purposes } })
  const person = api.browser()
  await person.signIn(ida.email, ida.password)
  const publish: DecisionsRig['publish'] = async (effectiveOn, rest = {}) => {
    const body = {
      ...draft,
      effectiveOn,
      texts: { en: `## 1. Kept {#kept}\n\nFrom ${effectiveOn} on.`, de: `Ab ${effectiveOn}.` },
      ...rest,
    }
    return (await api.browser().send('POST', '/api/notices/privacy/versions', body, operator)).json() as Promise<Record<string, unknown>>
  }
  await publish('2026-03-02')
  const list = async () => ((await (await person.get('/api/me/choices')).json()) as { choices: Choice[] }).choices
  return {
    api,
    ida: person,
    publish,
    withdraw: (effectiveOn) =>
      api.browser().send('POST', `/api/notices/privacy/versions/${effectiveOn}/withdrawal`, { reason: 'A mistake' }, operator),
    async answer(answer, { on = '2026-04-20', id = api.ports.random.id(), by = person, language = 'en', surface = 'notice' } = {}) {
      const answered = await by.send('POST', `/api/me/notices/privacy/versions/${on}/decisions`, { id, answer, language, surface })
      return { status: answered.status, body: (await answered.json()) as NoticeStanding }
    },
    standing: async (effectiveOn = '2026-04-20') =>
      (await (await person.get(`/api/me/notices/privacy/versions/${effectiveOn}`)).json()) as NoticeStanding,
    decisions: async (query = '') =>
      (await (await person.get(`/api/me/notice-decisions${query}`)).json()) as Awaited<ReturnType<DecisionsRig['decisions']>>,
    choices: list,
    async choose(state) {
      const asked = (await list()).find(({ purpose }) => purpose === 'newsletter')
      const decision = { id: api.ports.random.id(), purpose: 'newsletter', channel: asked?.channel, state, wording: asked?.wording.id }
      await person.send('POST', '/api/me/decisions', { decisions: [{ ...decision, language: 'en' }] })
      return (await list()).find(({ purpose }) => purpose === 'newsletter')
    },
    signInAgain: async () => void (await person.signIn(ida.email, ida.password)),
  }
}

const draft = {
  kind: 'privacy-notice',
  title: { en: 'Privacy notice', de: 'Datenschutzhinweis' },
  prevailing: 'en',
  significance: 'significant',
  changelog: [{ section: 'kept', text: { en: 'Shorter periods' } }],
}
