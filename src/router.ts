import {
  createRouter,
  createWebHistory,
  type RouteLocationNormalized,
  type RouteRecordRaw,
  type Router,
  type RouterScrollBehavior,
} from 'vue-router'
import { refusalOf } from './api/refusal.ts'
import { isLocale, speak, type Translator } from './i18n.ts'
import { useSessionStore } from './stores/session.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** `account`: only for someone who is signed in and unlocked. */
    access?: 'account'
    /** The announcement of an upcoming change is left out where the page itself speaks of it. */
    strip?: false
  }
}

const account = { access: 'account' } as const
const quiet = { strip: false } as const

/** Every page of the portal, below `/{locale}/`. */
export const routes: RouteRecordRaw[] = [
  { path: '/:locale(en|de|ar)/', name: 'home', component: () => import('./pages/home/HomePage.vue') },
  { path: 'sign-in', name: 'sign-in', meta: quiet, component: () => import('./pages/sign-in/SignInPage.vue') },
  { path: 'choices', name: 'device-choices', component: () => import('./pages/choices/ChoicesPage.vue') },
  { path: 'verify', name: 'verify', component: () => import('./pages/verify/VerifyPage.vue') },
  { path: 'status/:code', name: 'status', meta: quiet, component: () => import('./pages/status/StatusPage.vue') },
  { path: 'notices', name: 'notices', meta: quiet, component: () => import('./pages/notices/NoticesPage.vue') },
  { path: 'notices/:slug/versions', name: 'notice-versions', meta: quiet, component: () => import('./pages/notices/VersionsPage.vue') },
  { path: 'notices/:slug/compare/:range', name: 'notice-compare', meta: quiet, component: () => import('./pages/notices/ComparePage.vue') },
  {
    path: 'notices/:slug/:date(\\d{4}-\\d{2}-\\d{2})?',
    name: 'notice',
    meta: quiet,
    component: () => import('./pages/notices/NoticePage.vue'),
  },
  // Made from the registers, these are notices like any other.
  { path: ':slug(cookies|sub-processors|transfers|retention)', redirect: ({ params }) => ({ name: 'notice', params }) },
  { path: 'me', name: 'overview', meta: account, component: () => import('./pages/me/overview/OverviewPage.vue') },
  { path: 'me/data', name: 'data', meta: account, component: () => import('./pages/me/data/DataPage.vue') },
  { path: 'me/data/:category', name: 'category', meta: account, component: () => import('./pages/me/data/CategoryPage.vue') },
  { path: 'me/choices', name: 'choices', meta: account, component: () => import('./pages/me/choices/ChoicesPage.vue') },
  { path: 'me/copies', name: 'copies', meta: account, component: () => import('./pages/me/copies/CopiesPage.vue') },
  { path: 'me/security', name: 'security', meta: account, component: () => import('./pages/me/security/SecurityPage.vue') },
  { path: 'me/delete', name: 'delete', meta: account, component: () => import('./pages/me/delete/DeletePage.vue') },
  { path: ':rest(.+)', name: 'not-found', meta: quiet, component: () => import('./pages/not-found/NotFoundPage.vue') },
]

/** Makes the router. Messages are loaded, and the session asked, before a page that needs them is shown. */
export function createPortalRouter(translator: Translator): Router {
  const router = createRouter({
    history: createWebHistory(import.meta.env.BASE_URL),
    routes: [
      { path: '/:locale(en|de|ar)', children: routes },
      { path: '/:rest(.*)*', redirect: ({ path }) => `/${preferredLocale(navigator.languages)}${path === '/' ? '' : path}` },
    ],
    scrollBehavior,
  })
  router.beforeEach(async (to) => {
    if (isLocale(to.params.locale)) await speak(translator, to.params.locale)
    return admit(to)
  })
  return router
}

/** Pages about a person need one; others go to the door and come back. A locked session passes: the lock hides the page. */
async function admit(to: RouteLocationNormalized) {
  if (to.meta.access !== 'account') return true
  const session = useSessionStore()
  try {
    await session.loaded()
  } catch (failure) {
    // Not reached: the page itself says so and offers to try again.
    refusalOf(failure)
    return true
  }
  if (session.isSignedIn) return true
  return { name: 'sign-in', params: { locale: to.params.locale }, query: { next: to.fullPath } }
}

/** The first language of the browser that we speak. */
export function preferredLocale(wanted: readonly string[]): string {
  return wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLocale) ?? 'en'
}

const scrollBehavior: RouterScrollBehavior = (to, from, savedPosition) => {
  if (savedPosition) return savedPosition
  const target = to.hash && document.getElementById(decodeFragment(to.hash))
  if (target) return { el: target }
  return to.path === from.path ? false : { top: 0 }
}

function decodeFragment(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1))
  } catch (failure) {
    // A percent sign that starts no code: the fragment names nothing.
    if (failure instanceof URIError) return ''
    throw failure
  }
}
