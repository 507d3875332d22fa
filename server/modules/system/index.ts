export { systemEndpoints } from './system.routes.ts'
