import vue from '@vitejs/plugin-vue'
import { msw } from 'msw/vite'
import Icons from 'unplugin-icons/vite'
import { defineConfig } from 'vitest/config'
import { demoPage } from './scripts/demo-page.ts'
import { localeMessages } from './scripts/locale-messages.ts'
import { slimAxios } from './scripts/slim-axios.ts'

const portalPackages = /node_modules\/(?:vue|@vue|vue-router|pinia|vue-i18n|@intlify|axios)\//
/** What the frame around every page uses: a file each would cost a header and a dictionary each. */
const shellModules =
  /\/src\/(?:stores\/(?:organisation|session|choices)|composables\/use(?:Format|Announcer|IdleLock|Problem|StepUp|Load|Now)|served-article)\b|plugin-vue:export-helper|icons\/lucide\/(?:chevron-down|lock)\b/

export default defineConfig(({ mode }) => ({
  plugins: [
    vue(),
    localeMessages(),
    slimAxios(),
    Icons({ compiler: 'vue3', scale: 1.25, defaultClass: 'i' }),
    ...(mode === 'demo' ? [msw({ mode: 'worker-only' }), demoPage()] : []),
  ],
  resolve: { alias: { 'vue-i18n': 'vue-i18n/dist/vue-i18n.runtime.esm-bundler.js' } },
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_DROP_MESSAGE_COMPILER__: 'true',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
    'import.meta.env.VITE_DEMO': JSON.stringify(mode === 'demo' ? '1' : ''),
  },
  build: {
    outDir: mode === 'demo' ? 'dist-demo' : 'dist',
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Every page needs these: in one file they compress better and stay cached while the portal changes.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'vendor', test: portalPackages },
            { name: 'shell', test: shellModules },
          ],
        },
      },
    },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          // Loading the server anew for each of the files would take as long as all their tests.
          isolate: false,
          // Opening a database of its own takes a test longer on a machine that is busy.
          hookTimeout: 60_000,
          testTimeout: 30_000,
          include: ['{domain,contract,server,examples,scripts}/**/*.spec.ts', 'tests/**/*.spec.ts'],
          exclude: ['tests/journeys/**', 'tests/faults/**'],
        },
      },
      {
        extends: true,
        test: { name: 'faults', environment: 'node', include: ['tests/faults/**/*.spec.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'page',
          environment: 'happy-dom',
          isolate: false,
          include: ['{src,banner}/**/*.spec.ts'],
          setupFiles: ['tests/support/page.setup.ts'],
          // A page speaks to the real server, several times in a row, on machines that may be busy.
          testTimeout: 30_000,
          // As in the journeys: what needs a second try is printed. Rules and faults get none, since a retry would hide what chance has found.
          retry: process.env.CI ? 1 : 0,
        },
      },
    ],
  },
}))
