import {formatDay, formatMoment, timeOf} from '../../lib/dates.ts'
import {fillTemplate} from '../../lib/template.ts'
import {neverEnds} from '../../model/lifecycle.ts'
import type {Block, ReportDocument, Tone} from '../document.ts'
import {letterHead} from '../letter-head.ts'
import type {WorkstationInput} from './values.ts'

const tones = {critical: 'bad', high: 'bad', medium: 'partly', low: 'neutral'} as const satisfies Record<string, Tone>
/** Digits of the hash that a person compares by eye; the code holds all of them. */
const shownDigits = 16

/** Writes the sheet of one PC: what it is, what is wrong, how to mend it, and the place for its user to sign. */
export function composeWorkstation(input: WorkstationInput): ReportDocument {
  const {values, words} = input
  const fill = (template: string, more: Record<string, unknown> = {}) =>
    fillTemplate(template, {...values.workspace, ...values, year: values.on.slice(0, 4), ...more}, String)
  const blocks: Block[] = [
    letterHead(values.workspace.organisation, words.head, fill),
    small(`${values.workspace.sample ? `${words.sample} ` : ''}${machineLine(input, fill)}`),
    small(fill(words.result), {bold: true}),
    ...findings(input, fill),
    small(values.dataAges, {size: 9}),
    {
      kind: 'signature',
      recipientsTitle: words.recipientsTitle,
      recipients: words.recipients,
      authority: words.signer,
      placeholder: words.placeholder,
      code: {
        text: `stp-sec ${values.id} sha256:${values.sha256}`,
        caption: fill(words.codeCaption, {short: values.sha256.slice(0, shownDigits)}),
      },
    },
  ]
  return {
    meta: {
      title: fill(words.title),
      author: values.workspace.organisation.name,
      subject: fill(words.title),
      keywords: words.keywords,
      language: 'vi',
      date: new Date(timeOf(values.on)),
      identity: `workstation ${values.id} ${values.on} ${values.sha256}`,
      footer: words.footer,
    },
    blocks,
  }
}

type Fill = (template: string, more?: Record<string, unknown>) => string

function small(text: string, {bold = false, size = 10.5}: {bold?: boolean; size?: number} = {}): Block {
  return {kind: 'paragraph', runs: [{text, ...(bold ? {bold} : {})}], align: 'left', size}
}

function machineLine({values, words}: WorkstationInput, fill: Fill): string {
  const {support} = words
  const {supportEnds, on} = values
  const ends =
    supportEnds === undefined
      ? support.unknown
      : supportEnds === neverEnds
        ? support.never
        : fill(supportEnds < on ? support.ended : support.until, {day: formatDay(supportEnds)})
  return fill(words.machine, {
    unit: values.unit ?? words.unitUnknown,
    hardware: values.hardware ?? words.hardwareUnknown,
    os: values.os ?? words.osUnknown,
    support: ends,
    systems: values.systems.map((system) => fill(words.systemLevel, system)).join('; '),
    collectedAt: formatMoment(values.collectedAt),
  })
}

function findings({values, words, severities, shown}: WorkstationInput, fill: Fill): Block[] {
  const list = values.findings.slice(0, shown)
  const table: Block[] =
    list.length === 0
      ? values.findings.length === 0
        ? [small(words.nothing)]
        : []
      : [
          {
            kind: 'table',
            caption: words.findingsCaption,
            columns: words.findingsColumns.map((header, index) => ({header, share: [4, 36, 11, 49][index] ?? 10})),
            rows: list.map(({severity, fails, fix}, index) => [
              {runs: [{text: String(index + 1)}], align: 'center'},
              {runs: [{text: fails}]},
              {runs: [{text: severities[severity]}], tone: tones[severity]},
              {runs: [{text: fix}]},
            ]),
            size: 9,
          },
        ]
  const rest = values.findings.slice(shown)
  const {unseen} = values
  return [
    ...table,
    ...(rest.length > 0
      ? [
          small(
            fill(words.more, {count: rest.length, list: rest.map(({fails}, index) => `(${list.length + index + 1}) ${fails}`).join('; ')}),
            {size: 9},
          ),
        ]
      : []),
    ...(unseen.length > 0
      ? [
          small(
            fill(words.unseen, {
              count: unseen.length,
              examples: `${unseen.slice(0, words.mostUnseen).join('; ')}${unseen.length > words.mostUnseen ? '; …' : ''}`,
            }),
          ),
        ]
      : []),
  ]
}
