/** `nist` is the default; `annex` adds four character classes, for customers whose annex demands them. Sources: NIST SP 800-63B-4 §3.1.1, ASVS 6.2. */
export type PasswordProfile = 'nist' | 'annex'
export type CharacterClass = 'upper' | 'lower' | 'digit' | 'special'

export type PasswordRules = {
  profile: PasswordProfile
  hasSecondFactor: boolean
  /** Known passwords, in lower case. */
  blocklist: ReadonlySet<string>
  email: string
}

export type PasswordFault =
  | { code: 'too-short'; minimum: number }
  | { code: 'too-long'; maximum: number }
  | { code: 'blocklisted' }
  | { code: 'is-your-address' }
  | { code: 'class-missing'; missing: CharacterClass }

/** Characters at least, where the password is the only proof. Source: NIST SP 800-63B-4 §3.1.1.2. */
export const PASSWORD_MIN_ALONE = 15
/** Characters at least, where a second factor is asked for too. Source: NIST SP 800-63B-4 §3.1.1.2. */
export const PASSWORD_MIN_WITH_SECOND_FACTOR = 8
/** Characters at most: far above the 64 that NIST asks to allow, low enough that hashing costs nothing extra. */
export const PASSWORD_MAX = 256

const classes: readonly { name: CharacterClass; pattern: RegExp }[] = [
  { name: 'upper', pattern: /\p{Lu}/u },
  { name: 'lower', pattern: /\p{Ll}/u },
  { name: 'digit', pattern: /\p{Nd}/u },
  { name: 'special', pattern: /[^\p{L}\p{M}\p{N}\s]/u },
]

/** Characters a password needs at least. Both profiles ask for the same length, as the stricter of two rules is met. */
export function passwordMinimum(hasSecondFactor: boolean): number {
  return hasSecondFactor ? PASSWORD_MIN_WITH_SECOND_FACTOR : PASSWORD_MIN_ALONE
}

/** The spelling that is checked and hashed, so that the same password typed on two keyboards is the same. Source: NIST SP 800-63B-4 §3.1.1.2. */
export function normalizedPassword(password: string): string {
  return password.normalize('NFC')
}

/** Everything that is wrong with a new password; empty when it is good. Lengths count Unicode code points. */
export function checkPassword(password: string, rules: PasswordRules): PasswordFault[] {
  const normalized = normalizedPassword(password)
  const length = [...normalized].length
  const lower = normalized.toLowerCase()
  const faults: PasswordFault[] = []
  const minimum = passwordMinimum(rules.hasSecondFactor)
  if (length < minimum) faults.push({ code: 'too-short', minimum })
  if (length > PASSWORD_MAX) faults.push({ code: 'too-long', maximum: PASSWORD_MAX })
  if (rules.blocklist.has(lower)) faults.push({ code: 'blocklisted' })
  const address = rules.email.toLowerCase()
  if (address !== '' && [address, ...address.split('@')].includes(lower)) faults.push({ code: 'is-your-address' })
  if (rules.profile === 'annex') {
    const missing = classes.filter(({ pattern }) => !pattern.test(normalized))
    faults.push(...missing.map(({ name }): PasswordFault => ({ code: 'class-missing', missing: name })))
  }
  return faults
}
