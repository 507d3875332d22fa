import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLError } from 'yaml'
import type { z } from 'zod'
import type { ContentFault } from './content.fault.ts'

type Path = readonly PropertyKey[]

/** A file of content that fits its schema, and where in it each value stands. */
export interface Located<T> {
  readonly file: string
  readonly value: T
  /** The line of the deepest part of the path that exists, counted from 1. */
  lineOf(path: Path): number
}

/**
 * Reads YAML and checks it against a schema.
 * @param firstLine where the text begins in its file; more than 1 for front matter
 * @returns the value with its lines, or null after adding what is wrong to `faults`
 */
export function readYaml<S extends z.ZodType>(
  schema: S,
  file: string,
  text: string,
  faults: ContentFault[],
  firstLine = 1,
): Located<z.output<S>> | null {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const line = (offset: number) => lines.linePos(offset).line + firstLine - 1
  if (document.errors.length > 0) {
    for (const error of worthTelling(document.errors)) faults.push({ file, line: line(error.pos[0]), message: explain(error, text) })
    return null
  }
  const lineOf = (path: Path) => line(offsetOf(document.contents, path))
  const value = expanded(document)
  if (value === undefined) {
    faults.push({
      file,
      line: firstLine,
      message: 'uses aliases (*name) so often that it would grow without end; write the values out instead',
    })
    return null
  }
  const parsed = schema.safeParse(value, { error: plainMessage })
  if (parsed.success) return { file, value: parsed.data, lineOf }
  for (const issue of parsed.error.issues) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [null]
    for (const key of keys) {
      const path = key === null ? issue.path : [...issue.path, key]
      const name = nameOf(path)
      faults.push({ file, line: lineOf(path), message: name === '' ? issue.message : `${name} ${issue.message}` })
    }
  }
  return null
}

/** The plain value; undefined where aliases of aliases would fill the memory (CWE-776). */
function expanded(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS() ?? null
  } catch (error) {
    if (error instanceof ReferenceError) return undefined
    throw error
  }
}

/** Since the line is told, the path only needs what follows the last list: `retention.days`, not `categories.3.retention.days`. */
function nameOf(path: Path): string {
  const lastIndex = path.findLastIndex((part) => typeof part === 'number')
  const own = path.slice(lastIndex + 1)
  return own.length > 0 ? own.join('.') : path.slice(lastIndex - 1, lastIndex).join('.')
}

function offsetOf(root: Node | null, path: Path): number {
  let node: unknown = root
  let offset = root?.range?.[0] ?? 0
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === part)
      if (!isScalar(pair?.key)) return offset
      offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node) && typeof part === 'number') {
      node = node.items[part]
      offset = rangeStart(node) ?? offset
    } else return offset
  }
  return offset
}

function rangeStart(node: unknown): number | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) ? node.range?.[0] : undefined
}

/** What is wrong where the schema itself has no words for it. */
const plainMessage: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `is missing; add it here`
        : `must be ${({ object: 'a group of keys', array: 'a list', string: 'text', boolean: 'true or false', int: 'a whole number' } as Record<string, string>)[issue.expected] ?? issue.expected}; write it so`
    case 'unrecognized_keys':
      return `is no key of this place; remove it or write one of ${knownKeys(issue.inst)}`
    case 'too_small':
      return 'must not be empty; add at least one entry'
    default:
      return undefined
  }
}

function knownKeys(schema: unknown): string {
  const shape = (schema as { _zod?: { def?: { shape?: object } } } | undefined)?._zod?.def?.shape
  return Object.keys(shape ?? {}).join(', ')
}

/** Duplicates stand alone; any other error mostly causes those after it, which would send a person looking in vain. */
function worthTelling(errors: readonly YAMLError[]): readonly YAMLError[] {
  const grave = errors.find(({ code }) => code !== 'DUPLICATE_KEY')
  return grave ? [grave] : errors
}

function explain({ code, message, pos }: YAMLError, text: string): string {
  if (code === 'DUPLICATE_KEY') return `${/^[\w-]+/.exec(text.slice(pos[0]))?.[0] ?? 'this key'} stands here twice; keep one`
  const indentation = /[ \t]*$/.exec(text.slice(0, pos[0]))?.[0] ?? ''
  if (code === 'TAB_AS_INDENT' || indentation.includes('\t')) return 'a tab cannot indent; use two spaces'
  return `this is not YAML (${message}); check quotes, colons and indentation`
}
