import { ida, jonas } from './sample-people.ts'
import { createTool, type SampleTool, type ToolOptions } from './tool.ts'

const issues = [
  'New colours in the editor',
  '50% faster search',
  'Two domains on one plan',
  'Templates with snake_case',
  'What we repaired',
]

const sent = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    title: issues[index % issues.length] ?? 'News',
    values: { subject: issues[index % issues.length] ?? 'News', opened: index % 3 === 0 ? 'opened' : 'not opened' },
    daysAgo: 6 + index * 15,
  }))

/** The sample operator's newsletter tool. It knows people by their e-mail address. */
export function createNewsletterTool(options: ToolOptions): SampleTool {
  const granted = [
    ['product-news', 'email'],
    ['offers', 'email'],
    ['usage-insights', 'analytics'],
  ] as const
  const kind = {
    title: 'Newsletter tool',
    lists: 'subscriptions',
    history: 'issues',
    knownBy: async (email: string) => email.toLowerCase(),
    members: [
      { id: 'n-1041', knownBy: ida.email, name: ida.name, granted, history: sent(24) },
      { id: 'n-1042', knownBy: jonas.email, name: jonas.name, granted, history: sent(3) },
    ],
  }
  return createTool(kind, options)
}
