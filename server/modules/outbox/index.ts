export type { MailFact, MailFacts } from './mail-facts.ts'
export { outboxEndpoints } from './outbox.routes.ts'
export { type MailToQueue, queueMail } from './queue-mail.ts'
export { sendDueMails } from './send-due-mails.ts'
