import './styles/main.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { clockKey } from './composables/useClock.ts'
import { createTranslator } from './i18n.ts'
import { createPortalRouter } from './router.ts'
import { keepServedArticle } from './served-article.ts'
import { chosenTheme, showTheme } from './theme.ts'

if (import.meta.env.VITE_DEMO === '1') {
  const { startDemo } = await import('./demo.ts')
  await startDemo()
}

showTheme(document.documentElement, chosenTheme(localStorage))
const translator = createTranslator()
const router = createPortalRouter(translator)
const app = createApp(App)
  .use(createPinia())
  .use(translator)
  .use(router)
  .provide(clockKey, { now: () => new Date() })

// A served page stays readable until the app can show the same one.
await router.isReady()
keepServedArticle(document, router.currentRoute.value.path)
app.mount('#app')
