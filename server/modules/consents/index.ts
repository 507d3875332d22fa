export { type ConsentsOptions, consentsEndpoints } from './consents.routes.ts'
export { seedDecisions } from './seed-decisions.usecase.ts'
