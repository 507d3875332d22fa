import { describe, expect, it } from 'vitest'
import { type Source, SourceError } from '#server/ports/source.ts'
import { engines, type OpenDatabase, type TestEngine } from '#tests/support/databases.ts'
import { testPorts } from '#tests/support/ports.ts'
import { subjectKeys } from './subject-keys.usecase.ts'

const account = { id: '0199a000-0000-7000-8000-00000000001d', email: 'ida@example.com' }

async function open(engine: TestEngine): Promise<OpenDatabase> {
  const opened = await engine.open()
  const row = { email_key: account.email, name: null, locale: 'en', password_hash: null, created_at: 0, closed_at: null }
  await opened.database
    .insertInto('accounts')
    .values({ ...account, ...row })
    .execute()
  return opened
}

function sourceThat(identify: Source['identify']): Pick<Source, 'id' | 'identify'> {
  return { id: 'crm', identify }
}

describe.each(engines)('the keys of a person in a source, on $name', (engine) => {
  it('are asked for once and remembered', async () => {
    const { database, close } = await open(engine)
    const ports = testPorts(database)
    const asked: string[] = []
    const source = sourceThat(async (email) => {
      asked.push(email)
      return { customer: '42' }
    })

    const answers = [await subjectKeys(ports, account, source), await subjectKeys(ports, account, source)]
    await close()

    expect(answers).toEqual([{ customer: '42' }, { customer: '42' }])
    expect(asked).toEqual(['ida@example.com'])
  })

  it('are asked for again while the source does not know the person', async () => {
    const { database, close } = await open(engine)
    const ports = testPorts(database)
    const answers = [null, { customer: '42' }]
    const source = sourceThat(async () => answers.shift() ?? null)

    const first = await subjectKeys(ports, account, source)
    const second = await subjectKeys(ports, account, source)
    await close()

    expect([first, second]).toEqual([null, { customer: '42' }])
  })

  it('stay unknown when the source does not answer, and the failure is told', async () => {
    const { database, close } = await open(engine)
    const silent = sourceThat(async () => {
      throw new SourceError('crm: no answer in time')
    })

    await expect(subjectKeys(testPorts(database), account, silent)).rejects.toBeInstanceOf(SourceError)
    expect(await database.selectFrom('account_links').selectAll().execute()).toEqual([])
    await close()
  })
})
