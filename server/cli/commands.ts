import type { Locale } from '#contract/shared.ts'
import type { Door } from './door.ts'
import { describeRefusal } from './words.ts'

export interface CommandContext {
  door: Door
  folder: string
  print(line: string): void
  complain(line: string): void
  options: {
    server?: string
    slug?: string
    out?: string
    reason?: string
    strict?: boolean
    section?: string
    source?: string
  } & NoteTexts
}

/** A note in each language it was written in. */
type NoteTexts = { [L in Locale]?: string }

/** The API said no. */
export class ApiRefusal extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ApiRefusal'
  }
}

/** The command lacks something. */
export class UsageFault extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageFault'
  }
}

/** Tells whether all went well. */
export type Command = (targets: readonly string[], context: CommandContext) => Promise<boolean>

/** Asks the API. @throws {ApiRefusal} with words for people; `about` names what a refusal of the request itself is about */
export async function ask<T>({ door }: CommandContext, method: 'GET' | 'POST', address: string, body?: unknown, about = ''): Promise<T> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const answer = await door.fetch(address, init)
  if (answer.ok) return (await answer.json()) as T
  const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json') ?? false
  if (!isProblem) throw new ApiRefusal(`${door.place} answered ${answer.status}, which no privacy center would.`)
  const refusal = (await answer.json()) as { code: string }
  const isOfDraft = /^(?:notice|request)\//.test(refusal.code)
  throw new ApiRefusal(`${isOfDraft ? about : ''}${describeRefusal(refusal)}`)
}
