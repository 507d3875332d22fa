import { describe, expect, it } from 'vitest'
import { appSettings, readSettings, settings } from './settings.ts'

const secret = 'k'.repeat(43)
const production = {
  NODE_ENV: 'production',
  BASE_URL: 'https://privacy.acmemail.example',
  WEBSITE_URL: 'https://www.acmemail.example',
  OPERATOR_TOKEN: 'an-operator-token-that-is-long-enough',
  LOOKUP_KEY: secret,
  SIGNING_KEY: secret,
  BLOB_KEY: secret,
  SMTP_URL: 'smtps://mail.acmemail.example',
  MAIL_FROM: 'privacy@acmemail.example',
}
const required = Object.values(settings).filter((setting) => 'isRequired' in setting)

describe('the settings', () => {
  it('need nothing in the demo', () => {
    const app = appSettings(readSettings({}), { version: '1', process: 'p' })

    expect([app.baseUrl, app.websiteUrl, app.demo?.email]).toEqual([
      'http://localhost:4400',
      'http://127.0.0.1:4401',
      'demo@acmemail.example',
    ])
  })

  it('have no demo in production', () => {
    const app = appSettings(readSettings(production), { version: '1', process: 'p' })

    expect([app.demo, app.operatorToken]).toEqual([null, production.OPERATOR_TOKEN])
  })

  it.each(required.map(({ env }) => env))('keep production from starting without %s, and name it', (env) => {
    expect(() => readSettings({ ...production, [env]: '' })).toThrow(`${env} is missing.`)
  })

  it('name everything that is missing at once', () => {
    const message = () => readSettings({ NODE_ENV: 'production' })

    expect(message).toThrow(new RegExp(required.map(({ env }) => env).join('[^]*')))
  })

  it.each(['0', '11'])('refuse a moved clock in production, also by %s days', (days) => {
    expect(() => readSettings({ ...production, DEMO_DAYS_AHEAD: days })).toThrow('DEMO_DAYS_AHEAD belongs to the demo. Leave it away.')
  })

  it('put the clock of a demo forward by whole days, and say by how many', () => {
    const { demo } = appSettings(readSettings({ DEMO_DAYS_AHEAD: '11' }), { version: '1', process: 'p' })

    expect(demo?.daysAhead).toBe(11)
  })

  it('refuse the operator token of the demo in production', () => {
    const { operatorToken } = appSettings(readSettings({}), { version: '1', process: 'p' })

    expect(() => readSettings({ ...production, OPERATOR_TOKEN: operatorToken ?? '' })).toThrow('OPERATOR_TOKEN is the demo’s.')
  })

  it.each([
    ['PORT', 'http', 'must be a whole number from 1 to 65533'],
    ['PORT', '65534', 'must be a whole number from 1 to 65533'],
    ['PORT', '80.5', 'must be a whole number from 1 to 65533'],
    ['BASE_URL', 'privacy.acmemail.example', 'must be an http or https address'],
    ['BASE_URL', 'ftp://privacy.acmemail.example', 'must be an http or https address'],
    ['BASE_URL', 'https://acmemail.example/privacy', 'must end after the host and port'],
    ['WEBSITE_URL', 'https://acmemail.example/?a', 'must end after the host and port'],
    ['OPERATOR_TOKEN', 'short', 'must have at least 32 characters'],
    ['LOOKUP_KEY', 'short', 'must be at least 32 random bytes in base64url'],
    ['SMTP_URL', 'mail.acmemail.example', 'must begin with smtp:// or smtps://'],
    ['DATABASE_URL', 'mysql://x', 'must begin with postgres://'],
    ['TRUSTED_HOPS', '-1', 'must be a digit'],
    ['SWEEP_MS', '1', 'must be a number from 10 to 999999'],
    ['DEMO_DAYS_AHEAD', '-1', 'must be a number from 0 to 9999'],
    ['DEMO_DAYS_AHEAD', 'tomorrow', 'must be a number from 0 to 9999'],
  ])('say what is wrong with %s=%s', (env, value, remedy) => {
    expect(() => readSettings({ ...production, [env]: value })).toThrow(`${env} is not usable: ${remedy}.`)
  })
})
