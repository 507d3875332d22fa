export { type AccountRow, findAccount, findAccountByEmailKey, setPasswordHash } from './accounts.repository.ts'
export { accountOfProvenEmail, emailKey, seedAccount, setLanguage } from './accounts.usecases.ts'
