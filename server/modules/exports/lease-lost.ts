/** Someone else took the work over, or the copy is no longer wanted. Whoever meets it stops and changes nothing. */
export class LeaseLost extends Error {
  constructor() {
    super('the lease has ended')
    this.name = 'LeaseLost'
  }
}
