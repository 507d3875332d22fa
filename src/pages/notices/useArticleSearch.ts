import { computed, type MaybeRefOrGetter, onScopeDispose, ref, toValue, watch } from 'vue'

/** Shorter words stand everywhere. */
const LEAST_LETTERS = 2
const NAME = 'notice-search'
const CURRENT = 'notice-search-current'

/** Finds words in an article and leads from place to place. Places are painted by the browser; the article's nodes stay as they are. */
export function useArticleSearch(article: MaybeRefOrGetter<HTMLElement | null>) {
  const words = ref('')
  const places = ref<Range[]>([])
  const at = ref(0)
  const isAsked = computed(() => words.value.trim().length >= LEAST_LETTERS)

  watch([words, () => toValue(article)], () => {
    const where = toValue(article)
    places.value = where && isAsked.value ? rangesOf(where, words.value.trim()) : []
    at.value = 0
    show()
  })
  onScopeDispose(() => paint([], undefined))

  function step(by: 1 | -1) {
    if (places.value.length === 0) return
    at.value = (at.value + by + places.value.length) % places.value.length
    show()
  }
  function show() {
    const current = places.value[at.value]
    paint(places.value, current)
    current?.startContainer.parentElement?.scrollIntoView({ block: 'center' })
  }
  return { words, isAsked, count: computed(() => places.value.length), at, next: () => step(1), previous: () => step(-1) }
}

/** Every place of some words, whatever their case; the words may go over bold and links. */
export function rangesOf(article: HTMLElement, words: string): Range[] {
  const nodes: { node: Text; start: number }[] = []
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT)
  let text = ''
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push({ node: node as Text, start: text.length })
    text += lowered(node.nodeValue ?? '')
  }
  const wanted = lowered(words)
  const ranges: Range[] = []
  for (let found = text.indexOf(wanted); found >= 0; found = text.indexOf(wanted, found + wanted.length)) {
    const [start, end] = [placeOf(nodes, found), placeOf(nodes, found + wanted.length - 1)]
    if (!start || !end) continue
    const range = document.createRange()
    range.setStart(start.node, start.offset)
    range.setEnd(end.node, end.offset + 1)
    ranges.push(range)
  }
  return ranges
}

// Only letters whose small form is as long: else positions would shift.
function lowered(text: string): string {
  const small = text.toLowerCase()
  return small.length === text.length ? small : text
}

function placeOf(nodes: readonly { node: Text; start: number }[], at: number): { node: Text; offset: number } | null {
  const found = nodes.findLast(({ start }) => start <= at)
  return found ? { node: found.node, offset: at - found.start } : null
}

// The Custom Highlight API paints without changing the text; where it is missing, the place is only scrolled to.
function paint(places: readonly Range[], current: Range | undefined): void {
  if (typeof CSS === 'undefined' || !('highlights' in CSS) || typeof Highlight === 'undefined') return
  if (places.length === 0) {
    CSS.highlights.delete(NAME)
    CSS.highlights.delete(CURRENT)
    return
  }
  CSS.highlights.set(NAME, new Highlight(...places))
  if (current) CSS.highlights.set(CURRENT, new Highlight(current))
}
