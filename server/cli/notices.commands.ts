import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { z } from 'zod'
import type { NoticeCheck, NoticePreview, PublishedVersion } from '#contract/notice-publication.ts'
import type { Notice, NoticeAnnotation } from '#contract/notices.ts'
import { locales } from '#contract/shared.ts'
import { dayIn } from '#domain/clocks.ts'
import { Html, html } from '#server/http/html.ts'
import { ApiRefusal, ask, type Command, type CommandContext, UsageFault } from './commands.ts'
import { type DraftFolder, readDraftFolders, versionFolders } from './draft-folder.ts'
import { describeFinding, describeRefusal } from './words.ts'

/** Each command tells whether all went well. */
export const noticesCommands = { check, preview, publish, withdraw, annotate, list } as const satisfies Record<string, Command>

async function check(targets: readonly string[], context: CommandContext): Promise<boolean> {
  let isWell = true
  for (const version of await drafts(targets, context)) {
    const found = await hand<NoticeCheck>(context, version, 'checks')
    const name = nameOf(version)
    for (const line of version.unused) context.complain(`${name}/${line}`)
    for (const finding of found.findings) context.complain(describeFinding(name, finding))
    context.print(verdict(version, found))
    const isRefused = found.refusal !== null || isElsewhere(version, found)
    if (isRefused || (context.options.strict && found.findings.length + version.unused.length > 0)) isWell = false
  }
  return isWell
}

/** The folder has a day of its own, and its words are those of another day's version. */
function isElsewhere({ isDated, draft }: DraftFolder, { published }: NoticeCheck): boolean {
  return isDated && published !== null && published.effectiveOn !== draft.effectiveOn
}

function verdict(version: DraftFolder, found: NoticeCheck): string {
  const { published, refusal, effectiveOn } = found
  const name = nameOf(version)
  if (published) {
    const { number, isWithdrawn } = published
    if (isElsewhere(version, found))
      return `${name}: the text is the same as version ${number}, from ${published.effectiveOn}. Nothing is published for ${effectiveOn}.`
    if (isWithdrawn)
      return `${name}: version ${number} was withdrawn and keeps its day. To publish the words again, use a folder with another day.`
    return `${name}: published before as version ${number}, from ${published.effectiveOn}.`
  }
  if (refusal) return `${name}: not yet published, and would be refused. ${describeRefusal({ code: refusal.code, ...refusal.facts })}`
  return `${name}: not yet published. Publishing it now makes it apply from ${effectiveOn}.`
}

async function preview(targets: readonly string[], context: CommandContext): Promise<boolean> {
  const given = context.options.out
  const out = given === undefined ? await mkdtemp(path.join(os.tmpdir(), 'vitrine-preview-')) : path.resolve(context.folder, given)
  await mkdir(out, { recursive: true })
  for (const version of await drafts(targets, context)) {
    const { texts } = await hand<NoticePreview>(context, version, 'previews')
    for (const { language, title, html: article } of texts) {
      const file = path.join(out, `${version.slug}-${version.draft.effectiveOn}-${language}.html`)
      const direction = language === 'ar' ? 'rtl' : 'ltr'
      const page = html`<!doctype html>
<html lang="${language}" dir="${direction}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'">
<title>${title}</title>
<h1>${title}</h1>
<article>${new Html(article)}</article>
</html>
`
      await writeFile(file, page.text)
      context.print(file)
    }
  }
  return true
}

async function publish(targets: readonly string[], context: CommandContext): Promise<boolean> {
  let isWell = true
  for (const version of await drafts(targets, context)) {
    const name = nameOf(version)
    const found = await hand<NoticeCheck>(context, version, 'checks')
    for (const line of version.unused) context.complain(`${name}/${line}`)
    if (found.published) {
      for (const finding of found.findings) context.complain(describeFinding(name, finding))
      const isDone = !(isElsewhere(version, found) || found.published.isWithdrawn || found.findings.some(isOtherWords))
      const say = isDone ? context.print : context.complain
      say(`${verdict(version, found)} Nothing new was published.`)
      isWell &&= isDone
      continue
    }
    const published = await hand<z.infer<typeof PublishedVersion>>(context, version, 'versions')
    for (const finding of published.findings) context.complain(describeFinding(name, finding))
    const { number, effectiveOn, hash } = published
    context.print(`${name}: published as version ${number}, applies from ${effectiveOn}, sha256 ${hash}`)
  }
  return isWell
}

function isOtherWords({ code }: NoticeCheck['findings'][number]): boolean {
  return code === 'published-differently'
}

async function withdraw(targets: readonly string[], context: CommandContext): Promise<boolean> {
  const { reason } = context.options
  if (!reason) throw new UsageFault('Say why: --reason "…". It is shown to readers.')
  const all = await drafts(targets, context)
  const [version] = all
  if (!version || all.length > 1) throw new UsageFault('Name the folder of one version.')
  const { published } = await hand<NoticeCheck>(context, version, 'checks')
  if (!published) throw new ApiRefusal(`${nameOf(version)} is not published, so there is nothing to withdraw.`)
  await ask(
    context,
    'POST',
    `/api/notices/${version.slug}/versions/${published.effectiveOn}/withdrawal`,
    { reason },
    `${nameOf(version)}: `,
  )
  context.print(`${nameOf(version)}: version ${published.number} is withdrawn. It stays readable and says so.`)
  return true
}

async function annotate([target, ...more]: readonly string[], context: CommandContext): Promise<boolean> {
  const [, slug, date] = /^([^/]+)\/(\d{4}-\d\d-\d\d)$/.exec(target ?? '') ?? []
  if (!slug || !date || more.length > 0) throw new UsageFault('Name one published version by its notice and day, as in privacy/2026-03-01.')
  const { section = null, en } = context.options
  if (!en) throw new UsageFault('Write the note: --en "…", and --de and --ar where you can. It is shown to readers.')
  const text = Object.fromEntries(locales.flatMap((locale) => (context.options[locale] ? [[locale, context.options[locale]]] : [])))
  const { notedAt } = await ask<NoticeAnnotation>(
    context,
    'POST',
    `/api/notices/${slug}/versions/${date}/annotations`,
    { section, text },
    `${target}: `,
  )
  context.print(
    `${target}: noted on ${notedAt.slice(0, 10)} beside ${section === null ? 'the text' : `section ${section}`}. The text and its fingerprint stay.`,
  )
  return true
}

async function list(targets: readonly string[], context: CommandContext): Promise<boolean> {
  const { notices } = await ask<{ notices: Notice[] }>(context, 'GET', '/api/notices')
  for (const { slug, versions } of notices) {
    for (const { number, effectiveOn, endsOn, status, languages, hash } of versions) {
      const interval = `${effectiveOn}..${endsOn ?? ''}`
      context.print([`${slug}`, `version ${number}`, interval, status, languages.join(','), hash.slice(0, 12)].join('\t'))
    }
  }
  for (const version of targets.length > 0 ? await drafts(targets, context) : []) {
    const found = await hand<NoticeCheck>(context, version, 'checks')
    if (!found.published || isElsewhere(version, found)) context.print(verdict(version, found))
  }
  return true
}

function nameOf({ slug, folder }: DraftFolder): string {
  return `${slug}/${path.basename(folder)}`
}

async function drafts(targets: readonly string[], context: CommandContext): Promise<DraftFolder[]> {
  if (targets.length === 0) throw new UsageFault('Name a folder.')
  const { zone } = await ask<{ zone: string }>(context, 'GET', '/api/organisation')
  const { at } = await ask<{ at: string }>(context, 'GET', '/api/health')
  const today = dayIn(new Date(at), zone)
  const folders = (await Promise.all(targets.map((target) => versionFolders(path.resolve(context.folder, target))))).flat()
  return readDraftFolders(folders, { slug: context.options.slug, today })
}

/** Hands a draft to the API; a refusal of it names the folder. */
function hand<T>(context: CommandContext, version: DraftFolder, to: 'checks' | 'previews' | 'versions'): Promise<T> {
  return ask<T>(context, 'POST', `/api/notices/${version.slug}/${to}`, version.draft, `${nameOf(version)}: `)
}
