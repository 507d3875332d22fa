import { type MaybeRefOrGetter, onScopeDispose, ref, toValue, watchEffect } from 'vue'

/** The section that is being read: the last one whose beginning has passed the upper third of the window. */
export function useReadingPlace(article: MaybeRefOrGetter<HTMLElement | null>) {
  const place = ref('')
  let observer: IntersectionObserver | null = null

  watchEffect((whenDone) => {
    const where = toValue(article)
    if (!where || typeof IntersectionObserver === 'undefined') return
    const sections = [...where.querySelectorAll<HTMLElement>('section.clause[id]')]
    observer = new IntersectionObserver(
      () => {
        const line = window.innerHeight / 3
        place.value = sections.findLast((section) => section.getBoundingClientRect().top <= line)?.id ?? ''
      },
      { rootMargin: '0px 0px -66% 0px' },
    )
    for (const section of sections) observer.observe(section)
    whenDone(() => observer?.disconnect())
  })
  onScopeDispose(() => observer?.disconnect())
  return place
}
