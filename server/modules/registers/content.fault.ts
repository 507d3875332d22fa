/** One thing wrong in the operator's content, as a person can repair it. */
export type ContentFault = {
  /** Path below the content folder, as in `registers/processing.yaml`. */
  readonly file: string
  /** Line in that file, counted from 1. */
  readonly line: number
  /** What is wrong and, after a semicolon, what to write instead. */
  readonly message: string
}

/** `content/registers/processing.yaml:41: retention.days must be a whole number of days; write "days: 30"` */
export function describeFault({ file, line, message }: ContentFault): string {
  return `content/${file}:${line}: ${message}`
}

/** The content cannot be used. Carries every fault found, not only the first. */
export class ContentError extends Error {
  override readonly name = 'ContentError'
  readonly faults: readonly ContentFault[]

  constructor(faults: readonly ContentFault[]) {
    const sorted = faults.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line)
    super(sorted.map(describeFault).join('\n'))
    this.faults = sorted
  }
}
