import { describe, expect, it } from 'vitest'
import {
  BACKUP_DAYS,
  BODY_DAYS,
  GRACE_DAYS,
  IDLE_MINUTES,
  METADATA_DAYS,
  NOTICE_DAYS,
  SIGN_IN_LOG_DAYS,
  STEP_UP_MINUTES,
} from '#domain/clocks.ts'
import { ACCOUNT_FAILURES_BEFORE_LINK, lockAfterFailures } from '#domain/locks.ts'
import { PASSWORD_MIN_ALONE, PASSWORD_MIN_WITH_SECOND_FACTOR } from '#domain/passwords.ts'
import { argon2Passwords } from '#server/adapters/argon2-passwords.ts'
import { readContentFolder } from '#server/adapters/content-folder.ts'
import { SESSION_HOURS } from '#server/modules/sessions/open-session.ts'
import { LINK_MINUTES } from '#server/modules/sessions/sign-in-links.ts'

const sample = await readContentFolder('content')
const [, mebibytes] = /\$m=(\d+),t=2,/.exec(await argon2Passwords().hash('a password for a specification')) ?? []

/** The figures of a clause of the measures, as they stand in its words. */
function figuresIn(language: string, clause: string): number[] {
  const text = sample.get(`notices/measures/2026-03-01/${language}.md`) ?? ''
  const words = new RegExp(`^\\([a-z]\\) (.*) \\{#${clause}\\}$`, 'm').exec(text)?.[1] ?? ''
  return (words.replaceAll(/argon2id/g, '').match(/\d+/g) ?? []).map(Number)
}

// The measures are a contract that its author words and that stays as it was published, so the running code is held to it, not written into it.
describe.each(['en', 'de'])('what the sample measures promise in %s', (language) => {
  it.each([
    ['password-length', [PASSWORD_MIN_ALONE, PASSWORD_MIN_WITH_SECOND_FACTOR]],
    ['password-argon2id', [Number(mebibytes) / 1024]],
    ['link-once', [LINK_MINUTES]],
    ['failure-wait', [lockAfterFailures(100) / 60_000]],
    ['failure-link', [ACCOUNT_FAILURES_BEFORE_LINK]],
    ['session-length', [SESSION_HOURS]],
    ['step-up-five-minutes', [STEP_UP_MINUTES]],
    ['sign-in-log-period', [SIGN_IN_LOG_DAYS]],
    ['lock-time', [IDLE_MINUTES]],
    ['backup-period', [BACKUP_DAYS]],
    ['deletion-bodies', [BODY_DAYS]],
    ['deletion-metadata', [METADATA_DAYS]],
    ['account-grace', [GRACE_DAYS]],
    ['supplier-announcement', [NOTICE_DAYS]],
    ['publication-thirty-days', [NOTICE_DAYS]],
  ])('is what this privacy center does: %s', (clause, figures) => {
    expect(figuresIn(language, clause)).toEqual(figures)
  })
})
