import { afterEach, vi } from 'vitest'
import { unmountAll } from './mount-part.ts'

// All files share one page, so each test leaves it as it was.
afterEach(() => {
  unmountAll()
  vi.unstubAllGlobals()
})
