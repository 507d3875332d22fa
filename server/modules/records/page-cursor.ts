import { problem } from '#contract/problems.ts'

/** Where the next page of a category starts: in which of its collections, and where there. */
export interface PageStart {
  holder: number
  cursor: string | undefined
}

export function pageCursor({ holder, cursor }: PageStart): string {
  return `${holder}.${cursor ?? ''}`
}

/**
 * @param holders how many collections hold the category
 * @throws {ProblemError} `request/invalid` if the text is no cursor of that category
 */
export function pageStart(text: string | undefined, holders: number): PageStart {
  if (text === undefined) return { holder: 0, cursor: undefined }
  const [, index, cursor] = /^(\d{1,3})\.(.*)$/.exec(text) ?? []
  if (index === undefined || Number(index) >= holders)
    throw problem('request/invalid', { faults: [{ path: '/query/cursor', message: 'is no cursor of this list' }] })
  return { holder: Number(index), cursor: cursor || undefined }
}
