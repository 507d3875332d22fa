export interface Mail {
  /** The outbox row's id; a mailer that has sent this id does not send it again. */
  id: string
  to: string
  subject: string
  text: string
  headers: Record<string, string>
}

export interface Mailer {
  send(mail: Mail): Promise<void>
}
