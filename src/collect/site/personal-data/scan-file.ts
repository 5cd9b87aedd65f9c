import {createHash} from 'node:crypto'
import {defaultReadLimits, ReadBudget, type ReadLimits} from '../documents/read-budget.ts'
import {fileNameText, readDocument} from '../documents/read-document.ts'
import type {DocumentFormat, NotRead, Where} from '../documents/types.ts'
import type {CompiledRules} from './compile-rules.ts'
import {DocumentLinks, type FoundLink} from './document-links.ts'
import type {Findings} from './findings.ts'
import {maskLabel} from './mask.ts'
import {Matcher} from './matcher.ts'
import {isPersonName} from './row-clues.ts'

export interface ScanTask {
  bytes: Uint8Array
  /** Key of the run, for hashes. */
  key: Uint8Array
  thisYear: number
  /** Where the page was, to make its links whole; absent: links are not asked for. */
  base?: string
  charset?: string | undefined
  /** Name of the file: it may hold a number itself. */
  name?: string
  limits?: Partial<ReadLimits>
}

export interface Scanned {
  format: DocumentFormat
  sha256: string
  bytes: number
  findings: Findings
  notRead: NotRead[]
  links: FoundLink[]
}

/** Reads one file and gives counts, masks and hashes: no number and no name leaves this function. */
export async function scanFile(task: ScanTask, rules: CompiledRules): Promise<Scanned> {
  const {bytes, key, thisYear, base, charset, name, limits} = task
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const size = bytes.length
  const budget = new ReadBudget(size, {...defaultReadLimits, ...limits})
  const matcher = new Matcher(rules, key, thisYear)
  const links = base === undefined ? undefined : new DocumentLinks(base, rules)
  if (name) matcher.take({where: {place: 'file-name'}, cells: [fileNameText(name)]})
  const format = await readDocument(bytes, budget, matcher.take, {
    charset,
    ...(links ? {onLink: (link) => links.add(link), onBase: (href) => links.setBase(href)} : {}),
  })
  const findings = matcher.result()
  const shown = (where: Where): Where => showWhere(where, rules)
  return {
    format,
    sha256,
    bytes: size,
    findings: {
      ...findings,
      places: findings.places.map(({where, persons}) => ({where: shown(where), persons})),
      samples: findings.samples.map((sample) => ({...sample, where: shown(sample.where)})),
    },
    notRead: budget.notRead.map((one) => (one.where ? {...one, where: shown(one.where)} : one)),
    links: links?.found ?? [],
  }
}

function showWhere(where: Where, rules: CompiledRules): Where {
  const shown = {...where}
  const mask = (text: string) => maskLabel(text, (words) => isPersonName(words, rules))
  if (shown.part !== undefined) shown.part = mask(shown.part)
  if (shown.sheet !== undefined) shown.sheet = mask(shown.sheet)
  return shown
}
