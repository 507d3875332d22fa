import { mount, type VueWrapper } from '@vue/test-utils'
import axe from 'axe-core'
import { createPinia, setActivePinia } from 'pinia'
import { type Component, defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Locale } from '#contract/shared.ts'
import { clockKey } from '#src/composables/useClock.ts'
import { createTranslator, speak } from '#src/i18n.ts'
import { routes } from '#src/router.ts'

/** A clock that stands still until a test moves it. */
export function standingClock(at: string) {
  let now = new Date(at)
  return {
    now: () => now,
    /** @param by milliseconds */
    pass(by: number) {
      now = new Date(now.getTime() + by)
    },
  }
}

export interface PartOptions {
  props?: Record<string, unknown>
  slots?: Record<string, string>
  locale?: Locale
  /** The instant at which the clock stands. */
  now?: string
  clock?: { now(): Date }
  path?: string
}

/** How Vue types a component with a type parameter. */
type GenericComponent = (...args: never[]) => unknown

const mounted: VueWrapper[] = []

/** Takes down what a test has mounted: a page that watches something asks again and again, so it must not outlive its test. */
export function unmountAll(): void {
  for (const part of mounted.splice(0)) part.unmount()
}

/** Mounts a component as the app would: with messages, router, stores and a standing clock, inside the document. */
export async function mountPart(
  part: Component | GenericComponent,
  { props = {}, slots = {}, locale = 'en', now = '2026-12-09T08:41:00Z', clock, path }: PartOptions = {},
) {
  const translator = createTranslator()
  await speak(translator, locale)
  const pinia = createPinia()
  setActivePinia(pinia)
  const blank = defineComponent({ render: () => h('p') })
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:locale(en|de|ar)', children: routes.map((route) => ({ ...route, component: blank }) as never) }],
  })
  await router.push(path ?? `/${locale}/`)
  const wrapper = mount(part as Component, {
    props,
    slots,
    attachTo: document.body,
    global: { plugins: [pinia, translator, router], provide: { [clockKey as symbol]: clock ?? standingClock(now) } },
  })
  mounted.push(wrapper)
  return wrapper
}

/** What axe finds wrong with an element, by rule. Contrast needs a real browser and is checked in the journeys. */
export async function axeFaults(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
