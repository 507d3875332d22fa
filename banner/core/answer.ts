/** What a visitor decided, as the cookie keeps it: `vitrine=2.<fingerprint>.<bits>.<flags>.<end>.<device>`, 120 bytes at most. */
export interface Answer {
  /** Name and value of the cookie; its last 36 signs are the opaque UUID of this device on this website. */
  text: string
  /** One sign per optional service, in the register's canonical order: `1` for yes. */
  bits: string
  /**
   * 1 if the browser sent Global Privacy Control when the answer was given, plus 2 while something is left to clear or to prove, plus 4 once
   * the visitor has taken this device to the privacy center, where it may follow an account.
   */
  flags: number
  /** The second (since 1970) at which it ends. */
  end: number
}

const FORM = /^vitrine=2\.(\w+)\.([01]+)\.([0-7])\.(\w{1,7})\.[\w-]{36}$/

/**
 * The valid answer among the page's cookies. Whatever the banner cannot have written is nothing, never a guess. Several values (a
 * neighbouring domain may set one beside ours) allow only what all of them allow.
 * @param line all cookies of the page
 * @param fingerprint first sixteen hex digits of what is asked today
 * @param size how many optional services there are
 * @param now seconds since 1970
 */
export function readAnswer(line: string, fingerprint: string, size: number, now: number): Answer | undefined {
  let answer: Answer | undefined
  for (const pair of line.split('; ')) {
    const [text, print, bits, flags, seconds] = FORM.exec(pair) ?? []
    const end = Number.parseInt(seconds!, 36)
    if (print === fingerprint && bits!.length === size && end > now) {
      answer = { text: text!, bits: bits!.replace(/1/g, (bit, at: number) => answer?.bits[at] ?? bit), flags: +flags!, end }
    }
  }
  return answer
}
