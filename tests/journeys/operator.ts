import type { MailHeaders } from '#contract/decisions.ts'
import { appSettings, demoAccount, readSettings } from '../../server/settings.ts'
import type { Demo } from './running-demo.ts'

const { operatorToken } = appSettings(readSettings({}), { version: '0', process: 'journey' })

/** What the operator's mail system is told before it writes to the sample person. */
export async function mailHeaders(demo: Demo, purpose: string): Promise<{ allowed: boolean; url: string; code?: string }> {
  const { subjects } = await askAsOperator<{ subjects: string[] }>(demo, '/api/subjects', { emails: [demoAccount.email] })
  type Answer = { mails?: MailHeaders[]; code?: string }
  const { mails, code } = await askAsOperator<Answer>(demo, '/api/mail-headers', { subjects, purpose, channel: 'email' })
  return { allowed: mails?.[0]?.allowed ?? false, url: mails?.[0]?.url ?? '', ...(code ? { code } : {}) }
}

async function askAsOperator<T>({ portal }: Demo, address: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${operatorToken}` }
  const answer = await fetch(`${portal}${address}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await answer.json()) as T
}
