import type { z } from 'zod'
import type { ContentFault } from './content.fault.ts'
import { type MailFile, readMails } from './content.mails.ts'
import { type NoticeFolder, readNotices } from './content.notices.ts'
import {
  GlossaryFile,
  OrganisationFile,
  ProcessingFile,
  PurposesFile,
  ServicesFile,
  SourceFile,
  SubProcessorsFile,
  TransfersFile,
} from './content.schemas.ts'
import { type Located, readYaml } from './located-yaml.ts'

/** Everything the operator wrote, each file fitting its schema, with its lines. */
export interface ContentParts {
  readonly organisation: Located<z.output<typeof OrganisationFile>>
  readonly processing: Located<z.output<typeof ProcessingFile>>
  readonly purposes: Located<z.output<typeof PurposesFile>>
  readonly services: Located<z.output<typeof ServicesFile>>
  readonly sources: readonly Located<z.output<typeof SourceFile>>[]
  readonly subProcessors: Located<z.output<typeof SubProcessorsFile>>
  readonly transfers: Located<z.output<typeof TransfersFile>>
  /** Null where the operator explains no words. */
  readonly glossary: Located<z.output<typeof GlossaryFile>> | null
  readonly notices: readonly NoticeFolder[]
  readonly mails: readonly MailFile[]
}

const GLOSSARY = 'glossary.yaml'

/** @returns null when a file is missing or does not fit; `faults` then says why */
export function readParts(files: ReadonlyMap<string, string>, faults: ContentFault[]): ContentParts | null {
  const read = <S extends z.ZodType>(schema: S, file: string): Located<z.output<S>> | null => {
    const text = files.get(file)
    if (text !== undefined) return readYaml(schema, file, text, faults)
    faults.push({ file, line: 1, message: 'this file is missing; create it' })
    return null
  }
  const organisation = read(OrganisationFile, 'organisation.yaml')
  const processing = read(ProcessingFile, 'registers/processing.yaml')
  const purposes = read(PurposesFile, 'registers/purposes.yaml')
  const services = read(ServicesFile, 'registers/services.yaml')
  const subProcessors = read(SubProcessorsFile, 'registers/sub-processors.yaml')
  const transfers = read(TransfersFile, 'registers/transfers.yaml')
  const glossaryText = files.get(GLOSSARY)
  const glossary = glossaryText === undefined ? null : readYaml(GlossaryFile, GLOSSARY, glossaryText, faults)
  const sources = [...files.keys()].filter((file) => /^sources\/[^/]+\.yaml$/.test(file)).map((file) => read(SourceFile, file))
  const notices = readNotices(files, faults)
  const mails = readMails(files, faults)
  if (!organisation || !processing || !purposes || !services || !subProcessors || !transfers || (glossaryText !== undefined && !glossary))
    return null
  return {
    organisation,
    processing,
    purposes,
    services,
    sources: sources.filter((source) => source !== null),
    subProcessors,
    transfers,
    glossary,
    notices,
    mails,
  }
}
