export { recordsEndpoints } from './records.routes.ts'
