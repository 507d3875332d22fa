export type { Content } from '#server/ports/content.ts'
export { parseContent } from './content.loader.ts'
export { registeredOrigins } from './registered-origins.ts'
export { registerEndpoints } from './registers.routes.ts'
