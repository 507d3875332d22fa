import { parseAst } from 'vite'
import type { Answer } from '#banner/core/answer.ts'
import type { Reach } from '#banner/late/clear.ts'
import type { Outcome } from '#banner/late/note.ts'
import type { Register } from '#banner/late/register.ts'
import type { Ask, Core, Kit, Late } from '#banner/types.ts'

type Ours = keyof Answer | keyof Ask | keyof Core | keyof Kit | keyof Late | keyof Outcome | keyof Reach | keyof Register
/** Browsers, websites or the wire know these by their names. */
type Known =
  | keyof (Window & typeof globalThis)
  | keyof (HTMLScriptElement & HTMLDialogElement & HTMLIFrameElement & HTMLInputElement)
  | keyof (CallableFunction & RequestInit)
  | 'rules'

/** Properties that only the banner's own parts know. Parts meet in the page, so each must get the same short name in all of them. */
const ours = [
  'addStyle',
  'answer',
  'areas',
  'ask',
  'bits',
  'bitsOf',
  'box',
  'data',
  'decide',
  'embeds',
  'findAll',
  'flags',
  'follow',
  'followed',
  'isRunning',
  'jar',
  'keep',
  'kit',
  'late',
  'lowered',
  'make',
  'post',
  'ran',
  'read',
  'secure',
  'sendProof',
  'services',
  'showQuestion',
  'tell',
  'tellers',
  'tidy',
  'wake',
  'writeCookie',
] as const satisfies readonly Exclude<Ours, Known>[]
const shortOf = new Map<unknown, string>(ours.map((name, at) => [name, `${String.fromCharCode(97 + (at % 26))}${at < 26 ? '' : '2'}`]))

interface AstNode {
  type: string
  start: number
  end: number
  computed?: boolean
  shorthand?: boolean
  name?: string
  key?: AstNode
  property?: AstNode
}

/**
 * Gives the banner's own properties short names, which a minifier may not do because it cannot know whose they are.
 * @param code a script in which no text names a property
 */
export function shortenNames(code: string): string {
  const edits: { at: number; end: number; text: string }[] = []
  function visit(node: unknown): void {
    if (typeof node !== 'object' || node === null) return
    for (const child of Object.values(node)) visit(child)
    const { type, computed, shorthand, key, property } = node as AstNode
    const named = computed ? undefined : type === 'MemberExpression' ? property : type === 'Property' ? key : undefined
    const short = shortOf.get(named?.name)
    if (!named || !short) return
    // `{ bits }` stays a variable of that name: only the property is another.
    edits.push({ at: named.start, end: shorthand ? named.start : named.end, text: shorthand ? `${short}:` : short })
  }
  visit(parseAst(code))
  return edits
    .toSorted((one, other) => other.at - one.at)
    .reduce((text, { at, end, text: short }) => text.slice(0, at) + short + text.slice(end), code)
}
