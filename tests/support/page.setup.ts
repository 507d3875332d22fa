import { afterEach } from 'vitest'
import { unmountAll } from './mount-part.ts'

afterEach(unmountAll)
