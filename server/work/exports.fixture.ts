import type { Context, Holder } from '#server/http/context.ts'
import { exportsEndpoints, requestExport } from '#server/modules/exports/index.ts'
import type { OpenDatabase } from '#tests/support/databases.ts'
import { type TestPorts, testPorts } from '#tests/support/ports.ts'
import { sweepExports } from './exports.sweep.ts'
import { type HoldingSource, holdingSource, openBlobs, recordsNamed } from './personal-data.fixture.ts'

export interface ShownCopy {
  status: string
  parts: { source: string; status: string }[]
}

export interface CopiesRig {
  ports: TestPorts
  blobs: ReturnType<typeof openBlobs>
  /** Holds 230 messages and 2 invoices. */
  mail: HoldingSource
  /** Holds 3 subscriptions. */
  news: HoldingSource
  ida: string
  jonas: string
  account(name: string): Promise<string>
  call(operation: 'list' | 'request' | 'get' | 'file', accountId: string, id?: string, headers?: Record<string, string>): Promise<unknown>
  /** Ida's copy. */
  show(id: string): Promise<ShownCopy>
  /** Asks for some categories only. @returns the copy's id, made */
  readyOf(categories: string[]): Promise<string>
  download(id: string, headers?: Record<string, string>): Promise<Response>
  /** Ida's finished copy; its id. */
  ready(): Promise<string>
}

export const newId = () => crypto.randomUUID()

export async function bytesOf(answer: Response): Promise<Uint8Array> {
  return new Uint8Array(await answer.arrayBuffer())
}

/** Two sources, two account holders and the operations of the contract, on a database that holds no copies of others. */
export async function openCopies({ database }: OpenDatabase): Promise<CopiesRig> {
  await database.deleteFrom('exports').execute()
  const blobs = openBlobs()
  const mail = holdingSource('mail', [
    { name: 'messages', category: 'message-metadata', mode: 'erase', fields: ['subject'], records: recordsNamed('message', 230) },
    { name: 'invoices', category: 'billing', mode: 'keep', fields: ['subject'], records: recordsNamed('invoice', 2) },
  ])
  const news = holdingSource('news', [
    { name: 'subscriptions', category: 'marketing', mode: 'erase', fields: ['subject'], records: recordsNamed('news', 3) },
  ])
  const sources = { list: () => [mail, news], get: (id: string) => [mail, news].find((one) => one.id === id) }
  const ports = testPorts(database, { blobs, sources })
  // Seeded ids repeat with every rig, and the rigs of one file share a database.
  ports.random.id = () => crypto.randomUUID()

  async function account(name: string): Promise<string> {
    const id = newId()
    const row = { id, email: `${name}@example.com`, email_key: id, name, locale: 'de', password_hash: null, created_at: 0, closed_at: null }
    await database.insertInto('accounts').values(row).execute()
    return id
  }

  const call: CopiesRig['call'] = async (operation, accountId, id = '', headers = {}) => {
    const at = { list: 0, request: 1, get: 2, file: 3 }[operation]
    const context = { caller: { kind: 'holder', accountId } as Holder, request: new Request('http://localhost/', { headers }) } as Context
    return exportsEndpoints(ports)[at]?.handle({ params: { id }, query: {}, body: { id } }, context)
  }
  const ida = await account('ida')
  return {
    ports,
    blobs,
    mail,
    news,
    ida,
    jonas: await account('jonas'),
    account,
    call,
    show: async (id) => (await call('get', ida, id)) as ShownCopy,
    download: async (id, headers = {}) => (await call('file', ida, id, headers)) as Response,
    async readyOf(categories) {
      const id = newId()
      await requestExport(ports, { id, accountId: ida, categories })
      await sweepExports(ports)
      return id
    },
    async ready() {
      const id = newId()
      await call('request', ida, id)
      await sweepExports(ports)
      return id
    },
  }
}
