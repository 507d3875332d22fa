/** The only source of "now". Tests move it; nothing else asks the machine for the time. */
export interface Clock {
  now(): Date
}
