import {timeOf} from '../../lib/dates.ts'
import {stableJson} from '../../lib/stable-json.ts'
import type {Block, ReportDocument, Section} from '../document.ts'
import {composeCandidates} from './annex-candidates.ts'
import {composeEvaluations} from './annex-evaluations.ts'
import {composeIndicators} from './annex-indicators.ts'
import {composeErrors, composeOther} from './annex-other.ts'
import {composeRegulations} from './annex-regulations.ts'
import {composeRoadmap} from './annex-roadmap.ts'
import {composeCounters} from './part-counters.ts'
import {composeHead} from './part-head.ts'
import {composeParties} from './part-parties.ts'
import {composeTable} from './part-table.ts'
import {createSpeaker, justified, type Mau08Input, type Mau08Part, type Speaker} from './speaker.ts'

/** In the order of Đ36: what the form has no place for. */
const annexes = [
  {id: 'candidates', orientation: 'portrait', compose: composeCandidates},
  {id: 'regulations', orientation: 'landscape', compose: composeRegulations},
  {id: 'evaluations', orientation: 'portrait', compose: composeEvaluations},
  {id: 'roadmap', orientation: 'landscape', compose: composeRoadmap},
  {id: 'indicators', orientation: 'landscape', compose: composeIndicators},
  {id: 'other', orientation: 'landscape', compose: composeOther},
  {id: 'errors', orientation: 'landscape', compose: composeErrors},
] as const satisfies readonly {id: string; orientation: Section['orientation']; compose: Mau08Part}[]

const romans = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII']

/** Writes Mẫu 08: the form with its three parts, the signature after NĐ 30, and the annexes of Đ36. */
export function composeMau08(input: Mau08Input): ReportDocument {
  const speaker = createSpeaker(input)
  const {values, words} = input
  return {
    meta: {
      title: speaker.fill(words.title),
      author: values.organisation.name,
      subject: speaker.fill(words.title),
      keywords: words.keywords,
      language: 'vi',
      date: new Date(timeOf(values.on)),
      identity: `mau-08 ${values.year} ${stableJson(values.counters)} ${values.on}`,
      footer: speaker.fill(words.footer),
    },
    blocks: [
      ...composeHead(input, speaker),
      ...composeCounters(input, speaker),
      ...composeParties(input, speaker),
      {kind: 'section', orientation: 'landscape', restartNumbering: false},
      ...composeTable(input, speaker),
      justified(speaker.fill(words.closing)),
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

function composeAnnexes(input: Mau08Input, speaker: Speaker): Block[] {
  const {words} = input
  const blocks: Block[] = []
  let number = 0
  for (const {id, orientation, compose} of annexes) {
    const own = compose(input, speaker)
    if (own.length === 0) continue
    blocks.push(
      {
        kind: 'section',
        orientation,
        restartNumbering: true,
        label: speaker.fill(words.appendixLabel, {roman: romans[number++]}),
        title: words.annexes[id].title,
        note: speaker.fill(words.appendixNote),
      },
      ...own,
    )
  }
  return blocks
}
