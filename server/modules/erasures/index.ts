export { erasuresEndpoints } from './erasures.routes.ts'
export { executeErasures } from './execute-erasure.usecase.ts'
export { replayLedger } from './replay-ledger.usecase.ts'
export { purgeOwnData } from './retention.usecase.ts'
