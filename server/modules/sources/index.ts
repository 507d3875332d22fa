export { titleColumn, titleIn } from './source-title.ts'
export { subjectKeys } from './subject-keys.usecase.ts'
