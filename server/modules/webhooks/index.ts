export { deliverMessages } from './deliver-messages.usecase.ts'
export { queueMessages } from './queue-messages.ts'
export { webhooksEndpoints } from './webhooks.routes.ts'
