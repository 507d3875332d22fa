import type { Category } from '#contract/registers.ts'

const COLUMNS = 12
const NARROW = 3
const WIDE = 6
/** From this many ticks on a ruler needs a wide bay, so that lengths still compare. */
const WIDE_FROM_DAYS = 15

export interface Bay {
  category: Category
  /** Columns of twelve. */
  width: number
}

/** Arranges the register as compartments in rows of twelve columns; a row that is not full is stretched evenly. */
export function baysOf(categories: readonly Category[]): Bay[] {
  const rows: Bay[][] = []
  for (const category of categories) {
    const { retention } = category
    const width = retention.kind === 'days' && retention.days >= WIDE_FROM_DAYS ? WIDE : NARROW
    const row = rows.at(-1)
    if (row && used(row) + width <= COLUMNS) row.push({ category, width })
    else rows.push([{ category, width }])
  }
  return rows.flatMap(stretched)
}

function used(row: readonly Bay[]): number {
  return row.reduce((sum, { width }) => sum + width, 0)
}

function stretched(row: readonly Bay[]): Bay[] {
  const free = COLUMNS - used(row)
  const each = Math.floor(free / row.length)
  const rest = free % row.length
  return row.map((bay, index) => ({ ...bay, width: bay.width + each + (index < rest ? 1 : 0) }))
}
