export { tasksEndpoints } from './tasks.routes.ts'
