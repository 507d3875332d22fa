/** What the sample account holders and the people they write to say. Invented; addresses are from ranges reserved for examples. */
export const correspondents = [
  'order@orrefors.example',
  'anna@orrefors.example',
  'maja.holm@kosta.example',
  'info@konstmassan.example',
  'butik@galleri-nord.example',
  'per@ramverket.example',
  'redaktion@hemma.example',
  'karin.ek@skolverkstan.example',
  'johan@fraktbolaget.example',
  'hej@kafe-linnea.example',
  'elin.stromberg@post.example',
  'oskar.nyman@post.example',
  'sara_falk@post.example',
  'lars.wik@post.example',
  '100%hem@butik.example',
] as const

export const subjects = [
  'delivery note',
  'confirmation',
  'invoice',
  'Glass samples for the spring window',
  'Thank you for the visit',
  'Price list',
  'Newsletter: new colours',
  'Your question about repairs',
  'Opening hours in July',
  'Workshop on Saturday',
] as const

export const bodies = [
  'Hello, here is the note for your order. Tell us if anything is missing. Kind regards',
  'Thank you for the visit yesterday. The samples we spoke about leave the workshop on Monday.',
  'Your order is packed and goes out today. You can follow it with the number in the subject.',
  'We open again on Monday at ten. Until then we answer by e-mail.',
  'The repaired lamp is ready. You can fetch it in the shop, or we send it to you.',
] as const

export const addresses = ['198.51.100.24', '198.51.100.31', '203.0.113.11', '203.0.113.80', '2001:db8:41::18'] as const
export const reasons = ['hard bounce', 'complaint', 'asked to be left out', 'address does not exist'] as const
export const activities = ['opened', 'clicked', 'bounced', 'complained'] as const
export const pages = ['/docs/api', '/docs/smtp', '/pricing', '/status', '/help/bounces', '/blog/deliverability'] as const
export const browsers = ['Firefox on macOS', 'Safari on iPhone', 'Chrome on Windows'] as const
export const places = ['Stockholm', 'Uppsala', 'Göteborg'] as const

export const tickets = [
  ['Bounces at outlook.example', 'Since Tuesday some of our letters to outlook.example come back. What can we do?'],
  ['Change of the billing address', 'We have moved. Please put the new address on the next invoice.'],
  ['API key for the shop', 'How do I give the shop a key that may only send?'],
  ['Delay on Friday', 'Mail left an hour late on Friday afternoon. Was there an outage?'],
  ['Question about the plan', 'Does the plan Studio include a second domain?'],
] as const

export const profile = [
  ['Display name', 'Lindqvist Glas'],
  ['Street', 'Glasbruksgatan 4'],
  ['Postal code and city', '382 31 Nybro'],
  ['Country', 'Sweden'],
  ['Language', 'English'],
  ['Time zone', 'Europe/Stockholm'],
  ['VAT number', 'SE000000000001'],
  ['Sending domain', 'lindqvist.example'],
  ['Sending domain', 'mail.lindqvist.example'],
  ['Default sender', 'ida@lindqvist.example'],
  ['Reply address', 'order@lindqvist.example'],
  ['Date format', '31 December 2026'],
  ['Theme', 'Follows the device'],
  ['Weekly report', 'On, Mondays'],
  ['Region', 'European Union only'],
  ['Trade', 'Glass and lighting'],
  ['Size of the company', '2 to 9 people'],
  ['Contact person', 'Ida Lindqvist'],
] as const

export const credentials = [
  ['password', 'Password, argon2id'],
  ['authenticator', 'Authenticator app'],
  ['recovery codes', '8 of 10 left'],
  ['passkey', 'MacBook'],
  ['passkey', 'iPhone'],
  ['API key', 'Shop, ends in 9f2c'],
  ['API key', 'Workshop calendar, ends in 41d0'],
  ['API key', 'Old shop, ends in b7e6, switched off'],
  ['SMTP login', 'order@lindqvist.example'],
  ['SMTP login', 'printer@lindqvist.example'],
  ['trusted device', 'Firefox on macOS'],
  ['trusted device', 'Safari on iPhone'],
] as const

/** What was agreed or refused in the sign-up form. */
export const preferences = [
  ['product-news', 'email', 'granted'],
  ['offers', 'email', 'granted'],
  ['events', 'post', 'denied'],
  ['research', 'phone', 'denied'],
  ['partner-audiences', 'ads', 'granted'],
  ['usage-insights', 'analytics', 'granted'],
] as const
