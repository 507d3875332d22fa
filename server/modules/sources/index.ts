export { subjectKeys } from './subject-keys.usecase.ts'
