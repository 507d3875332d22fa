import { defineConfig, devices } from '@playwright/test'
import type { WorkerOptions } from './tests/journeys/demo.ts'

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

export default defineConfig<object, WorkerOptions>({
  testDir: 'tests/journeys',
  testMatch: '*.journey.ts',
  globalSetup: './tests/journeys/build-first.ts',
  fullyParallel: false,
  workers: 2,
  // The audience tool fails now and then on purpose, and a retry waits half a minute and more.
  timeout: 600_000,
  // A machine that does other things at the same time may miss a frame; a test that only passes the second time is printed as flaky.
  retries: 1,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [['list'], ['json']],
  outputDir: 'test-results',
  use: {
    launchOptions: { ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}), args },
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    trace: 'on-first-retry',
  },
  projects: [
    { name: 'wide', use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 900 } } },
    // What has no width, or sets its own, is asked once. The same journeys hold on the other engine: where there is one, they are walked on it here.
    {
      name: 'narrow',
      testIgnore: ['reach.journey.ts', 'effective.journey.ts', 'banner.journey.ts', 'banner-signals.journey.ts', 'demo-site.journey.ts'],
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 390, height: 844 },
        hasTouch: true,
        engine: process.env.TEST_DATABASE_URL ? 'postgres' : 'sqlite',
      },
    },
  ],
})
