import { createTool, type SampleTool, type ToolOptions } from './tool.ts'

/** SHA-256 of the sample addresses: this tool never learns an address. */
const idasHash = '8a605d6f1ee2657ac7ced906f208108fd37b86d0de0ad4d02a12fd576da6ae7f'
const jonasHash = '90f263758a94b29d43173dde30086a88304655d30d84fb419a79b341daf93ef3'

const campaigns = ['Mail that arrives', 'Switch in an hour', 'Hosted in Europe']

const shown = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    title: campaigns[index % campaigns.length] ?? 'Campaign',
    values: { campaign: campaigns[index % campaigns.length] ?? 'Campaign', partner: 'Lumen Reach', times: String(1 + ((index * 7) % 5)) },
    daysAgo: 3 + index * 12,
  }))

/** The sample operator's advertising audience list. It knows people by the hash of their e-mail address only. */
export function createAudienceTool(options: ToolOptions): SampleTool {
  const granted = [
    ['partner-audiences', 'ads'],
    ['usage-insights', 'analytics'],
  ] as const
  const kind = {
    title: 'Advertising audience list',
    lists: 'audiences',
    history: 'placements',
    knownBy: hashOf,
    members: [
      { id: 'v-77', knownBy: idasHash, name: 'Hashed', granted, history: shown(12) },
      { id: 'v-78', knownBy: jonasHash, name: 'Hashed', granted, history: shown(2) },
    ],
  }
  return createTool(kind, options)
}

async function hashOf(email: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(email.toLowerCase()))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
