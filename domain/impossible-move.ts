/** A state was asked to move where it cannot go: a programmer's error, never an answer to a person. */
export class ImpossibleMove extends Error {
  readonly from: string
  readonly move: string

  constructor(from: string, move: string) {
    super(`${from} cannot ${move}`)
    this.name = 'ImpossibleMove'
    this.from = from
    this.move = move
  }
}
