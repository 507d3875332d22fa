export { type AccountRow, findAccount, findAccountByEmailKey } from './accounts.repository.ts'
export { accountOfProvenEmail, emailKey, seedAccount } from './accounts.usecases.ts'
