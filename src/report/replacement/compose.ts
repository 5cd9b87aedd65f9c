import {timeOf} from '../../lib/dates.ts'
import {stableJson} from '../../lib/stable-json.ts'
import type {Block, ReportDocument} from '../document.ts'
import {composeDevices} from './annex-devices.ts'
import {composeSoftware, composeSoftwareSummary} from './annex-software.ts'
import {composeResults} from './part-results.ts'
import {composeTotals} from './part-totals.ts'
import {cell, createSpeaker, paragraph, type ReplacementPart, type Speaker} from './speaker.ts'
import type {ReplacementInput} from './values.ts'

/** Writes the replacement plan: what was found, totals by office and year, the request, and every device in an annex. */
export function composeReplacement(input: ReplacementInput): ReportDocument {
  const speaker = createSpeaker(input)
  const {values, words} = input
  return {
    meta: {
      title: speaker.fill(words.title),
      author: values.workspace.organisation.name,
      subject: words.head.subject,
      keywords: words.keywords,
      language: 'vi',
      date: new Date(timeOf(values.on)),
      identity: `replacement ${values.on} ${stableJson([values.counts, values.software])}`,
      footer: speaker.fill(words.footer),
      dataAges: values.dataAges,
    },
    blocks: [
      ...composeHead(input, speaker),
      {kind: 'heading', level: 1, text: words.basisHeading},
      ...words.basis.map((text) => paragraph(speaker.fill(text))),
      paragraph(values.dataAges),
      ...composeResults(input, speaker),
      ...composeSoftwareSummary(input, speaker),
      ...composeTotals(input, speaker),
      {
        kind: 'signature',
        recipientsTitle: words.recipientsTitle,
        recipients: words.recipients.map((line) => speaker.fill(line)),
        authority: [words.authority],
        placeholder: words.signaturePlaceholder,
      },
      ...composeAnnexes(input, speaker),
    ],
  }
}

const composeHead: ReplacementPart = ({values, words}, speaker) => {
  const {head, notices} = words
  const boxed = (text: string): Block => ({kind: 'paragraph', runs: [{text}], boxed: true})
  return [
    {
      kind: 'letter-head',
      parent: values.workspace.organisation.parent.toUpperCase(),
      issuer: values.workspace.organisation.name.toUpperCase(),
      nationalTitle: head.nationalTitle,
      motto: head.motto,
      number: speaker.fill(head.number),
      placeAndDate: speaker.fill(head.placeAndDate),
      typeName: head.typeName,
      subject: head.subject,
    },
    {kind: 'paragraph', align: 'center', runs: [{text: speaker.fill(head.addressed)}]},
    ...(values.workspace.sample ? [boxed(notices.sample)] : []),
    boxed(notices.tool),
  ]
}

function composeAnnexes(input: ReplacementInput, speaker: Speaker): Block[] {
  const {words} = input
  const annexes = [
    {title: words.list.title, blocks: composeDevices(input, speaker)},
    {title: words.software.title, blocks: composeSoftware(input, speaker)},
    {title: words.noData.title, blocks: composeMissing(input, speaker)},
  ].filter(({blocks}) => blocks.length > 0)
  return annexes.flatMap(({title, blocks}, index): Block[] => [
    {
      kind: 'section',
      orientation: 'landscape',
      restartNumbering: true,
      label: speaker.fill(words.appendixLabel, {roman: ['I', 'II', 'III'][index]}),
      title,
      note: speaker.fill(words.appendixNote),
    },
    ...blocks,
  ])
}

const composeMissing: ReplacementPart = ({values, words, kinds}) => {
  if (values.missing.length === 0) return []
  const {noData, list} = words
  return [
    paragraph(noData.intro),
    {
      kind: 'table',
      columns: noData.columns.map((header, index) => ({header, share: [6, 28, 18, 30, 24][index] ?? 10})),
      rows: values.missing.map(({name, kind, place, reason}, index) => [
        cell(String(index + 1), {align: 'center'}),
        cell(name),
        cell(kind === undefined ? list.none : (kinds[kind] ?? kind)),
        cell(place || list.none),
        cell(noData[reason]),
      ]),
      size: 11,
    },
  ]
}
