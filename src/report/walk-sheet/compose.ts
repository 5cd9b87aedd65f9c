import {formatDay, timeOf} from '../../lib/dates.ts'
import {fillTemplate} from '../../lib/template.ts'
import type {WalkSheetWords} from '../../model/walk-sheet-words.ts'
import type {Block, ReportDocument} from '../document.ts'
import {letterHead} from '../letter-head.ts'
import type {WalkRow, WalkSheetValues} from './values.ts'

/** Most names and ports that one line spells out. */
const named = 12
const namedPorts = 10

/** The sheet to walk with: devices that nobody knows, and room to write what they are. `shown` rows are spelled out. */
export function composeWalkSheet(values: WalkSheetValues, words: WalkSheetWords, shown: number): ReportDocument {
  const fill = (template: string, more: Record<string, unknown> = {}) =>
    fillTemplate(template, {...values.workspace, ...values, year: values.on.slice(0, 4), ...more}, String)
  const {unreached, rows} = values
  const summary = fill(words.summary, {networks: values.networks.join(', '), from: formatDay(values.from), to: formatDay(values.to)})
  const blocks: Block[] = [
    letterHead(values.workspace.organisation, words.head, fill),
    small(`${values.workspace.sample ? `${words.sample} ` : ''}${summary}`),
    ...(unreached.length > 0
      ? [
          small(
            fill(words.unreached, {
              count: unreached.length,
              names: `${unreached.slice(0, named).join(', ')}${unreached.length > named ? ', …' : ''}`,
            }),
          ),
        ]
      : []),
    ...(rows.length > 0 ? [tableOf(rows.slice(0, shown), words, fill)] : [small(words.nothing)]),
    ...(rows.length > shown ? [small(fill(words.more, {count: rows.length - shown}))] : []),
    small(values.dataAges, 9),
    {
      kind: 'signature',
      recipientsTitle: words.recipientsTitle,
      recipients: words.recipients,
      authority: words.signer,
      placeholder: words.placeholder,
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
      identity: `walk-sheet ${values.office.id} ${values.on} ${rows.length}`,
      footer: words.footer,
    },
    blocks,
  }
}

type Fill = (template: string, more?: Record<string, unknown>) => string

function small(text: string, size = 10.5): Block {
  return {kind: 'paragraph', runs: [{text}], align: 'left', size}
}

function tableOf(rows: readonly WalkRow[], words: WalkSheetWords, fill: Fill): Block {
  const empty = {runs: [{text: ''}]}
  const shares = [4, 33, 23, 12, 10, 8, 10]
  return {
    kind: 'table',
    caption: words.caption,
    columns: words.columns.map((header, index) => ({header, share: shares[index] ?? 10})),
    rows: rows.map(({addresses, cards, ports, guess, like}, index) => {
      const shownPorts = ports.length > namedPorts ? `${ports.slice(0, namedPorts).join(', ')}, …` : ports.join(', ')
      const seen = [
        ports.length > 0 ? fill(words.ports, {ports: shownPorts}) : words.noPorts,
        guess,
        like.length > 0 ? fill(words.like, {like: like.join(', ')}) : undefined,
      ]
      return [
        {runs: [{text: String(index + 1)}], align: 'center' as const},
        {runs: [{text: addresses.join(', '), bold: true}, {text: `; ${cards.join(', ') || words.unknownCard}`}]},
        {runs: [{text: seen.filter(Boolean).join('; ')}]},
        empty,
        empty,
        empty,
        empty,
      ]
    }),
    size: 9,
  }
}
