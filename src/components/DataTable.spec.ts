import { describe, expect, it } from 'vitest'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import DataTable from './DataTable.vue'

const columns = [
  { key: 'name', label: 'Category', heading: true },
  { key: 'count', label: 'Records', numeric: true },
]
const rows = [
  { name: 'Billing', count: 41 },
  { name: 'Support', count: 27 },
]

describe('the data table', () => {
  it('keeps its roles when a narrow case turns rows into blocks', async () => {
    const table = await mountPart(DataTable, {
      props: { caption: 'Records per category', columns, rows, rowKey: ({ name }: { name: string }) => name },
      slots: {
        name: '<template #name="{ row }">{{ row.name }}</template>',
        count: '<template #count="{ row }">{{ row.count }}</template>',
      },
    })

    expect(table.attributes('role')).toBe('table')
    expect(table.findAll('[role=row]')).toHaveLength(3)
    expect(table.findAll('[role=rowheader]').map((cell) => cell.text())).toEqual(['Billing', 'Support'])
    expect(table.get('[role=cell]').attributes('data-label')).toBe('Records')
    expect(await axeFaults(table.element)).toEqual([])
  })
})
