import type { NoticeFinding } from '#contract/notice-publication.ts'
import { verifyUsage } from './verify.ts'

export const usage = `vitrine notices <command>

  check <folder>                       what publishing would do, and what the author may want to repair
  preview <folder> [--out <folder>]    write the pages as they would look
  publish <folder>                     publish a version for ever; one that was published before stays as it is
  withdraw <folder> --reason <text>    take back a version that is not in force yet
  annotate <slug>/<day> --en <text>    put a dated note beside a published text, which stays as it is
  list [folder]                        all versions; with a folder also what is not published yet

A folder is that of a version (notice.yaml and a text per language), or one above it.

  --server <address>   a running server; else the one of PORT or BASE_URL, else the data folder itself
  --slug <name>        the notice's name, where the folder above is called otherwise
  --section <id>       for annotate: the clause that the note is about; without it, the whole text
  --de, --ar <text>    for annotate: the note in German and Arabic
  --strict             for check: warnings count as faults

vitrine erasures replay [--source <id>]
  Tells a system that was restored alone from a backup again of all deletions that it had carried out; without --source, all systems.
  It is told by the running server, which tries until it is done. Certificates stay as they are.

OPERATOR_TOKEN must be set, except in the demo.
Exit code 0: done. 1: refused, or something is wrong. 2: the command was not understood. 3: no server and no data to work on.

${verifyUsage}`

/** What is wrong, and what to do, for each finding. */
const findings: Readonly<Record<NoticeFinding['code'], (facts: NoticeFinding['facts']) => string>> = {
  'number-gap': ({ missing, number }) => `number ${missing} is missing before ${number}; add it or number anew`,
  'number-twice': ({ number }) => `number ${number} stands here again; number anew`,
  leftover: ({ text }) => `"${text}" looks like a leftover of drafting; replace or remove it`,
  'date-differs': ({ found, effectiveOn }) => `the text says ${found}, the version applies from ${effectiveOn}; make them agree`,
  'date-in-one-language': ({ date, other }) => `the day ${date} is not in the text in ${other}; make them agree`,
  'glued-words': ({ text }) => `"${text}" has lost a space; add it`,
  'glued-address': ({ text }) => `"${text}" has lost the space before an address; add it`,
  'framework-gone': ({ framework, since }) => `${framework} has been invalid since ${since}; name what is relied on today`,
  'translation-missing': ({ language }) => `the version before existed in ${language}; write ${language}.md`,
  'translation-stale': ({ section }) => `the original of section ${section} has changed and the translation has not; translate it again`,
  'translation-shape': ({ section, original }) => `section ${section} has other paragraphs than in ${original}; make them agree`,
  'heading-jump': ({ from, to }) => `the heading jumps from level ${from} to ${to}; use level ${Number(from) + 1}`,
  'pseudo-heading': ({ text }) => `"${text}" is bold where a heading seems meant; write it with #`,
  'role-differs': ({ category, said, role }) => `the text says ${said}, the register says ${role} for ${category}; make them agree`,
  'link-to-nothing': ({ address }) => `the link ${address} leads nowhere in this text; correct it`,
  'changelog-to-nothing': ({ section }) => `notice.yaml names section ${section}, which the text does not have; correct it`,
  'register-unknown': ({ name }) => `there is no register "${name}"; write cookies, sub-processors, transfers or retention`,
  'cells-lost': ({ written, columns }) =>
    `this row has ${written} cells and its table ${columns} columns; the rest is not shown, add columns or remove it`,
  'definition-unused': ({ text }) => `"${text}" is the address of no link and is not shown; use it or remove it`,
  'hidden-character': ({ character }) => `${character} shows nothing and can change what is read; remove it`,
  'published-differently': ({ number }) => `version ${number} was published with other words and stays; use a folder with another day`,
}

/** `privacy/2026-03-01/en.md:12: number 9 is missing before 10; add it or number anew` */
export function describeFinding(folder: string, { code, language, line, facts }: NoticeFinding): string {
  const file = language === null ? 'notice.yaml' : `${language}.md`
  return `${folder}/${file}${line === null ? '' : `:${line}`}: ${findings[code](facts)}`
}

/** Why the server refused, for the person at the keyboard. */
export function describeRefusal({ code, title, ...facts }: { code: string; title?: string } & Record<string, unknown>): string {
  switch (code) {
    case 'operator/token-required':
      return 'The server does not know this OPERATOR_TOKEN. Set the one it was started with.'
    case 'source/not-connected':
      return 'No such system is connected. Only a running server reaches systems: start it, and take the name from content/sources.'
    case 'notice/too-soon':
      return `A change needs 30 days' notice. The earliest day is ${facts.earliestOn}. A corrigendum or a legal duty may apply earlier, with its reason.`
    case 'notice/reason-missing':
      return 'A corrigendum and a legal duty need their reason on record. Add "reason:" to notice.yaml.'
    case 'notice/date-taken':
      return 'Another version takes effect on that day. Choose another day.'
    case 'notice/in-the-past':
      return 'A version cannot take effect before it is published. Choose today or a later day.'
    case 'notice/original-missing':
      return 'The text in the prevailing language is missing. Write it.'
    case 'notice/nothing-to-correct':
      return 'A corrigendum corrects a published version. Name its day with "corrects:" in notice.yaml.'
    case 'notice/in-force':
      return 'This version took effect and stays. Supersede, correct or annotate it.'
    case 'notice/withdrawn':
      return 'This version was withdrawn before.'
    case 'request/not-found':
      return 'There is no such version.'
    case 'request/invalid':
      return (facts.faults as readonly { path: string; message: string }[]).map(describeFault).join('\n')
    case 'request/malformed':
      return `The server could not read this: ${facts.reason}.`
    case 'request/too-large':
      return `This is too large. At most ${facts.limitBytes} bytes are taken.`
    default:
      return `${title ?? code} (${code})`
  }
}

/** `/body/changelog/0/section` is `changelog.0.section` to the author of a notice.yaml. */
function describeFault({ path, message }: { path: string; message: string }): string {
  const [, , ...keys] = path.split('/')
  const [first, language] = keys
  const place = first === 'texts' && language ? `${language}.md` : keys.join('.')
  return `"${place}" was not accepted. ${message}.`
}
