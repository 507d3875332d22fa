export type { OwnName } from './own-collections.ts'
export { countOwn, OWN_SOURCE, OWN_TITLE, ownDescription, ownRecords } from './own-records.ts'
