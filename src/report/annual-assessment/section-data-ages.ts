import {daysBetween, formatDay} from '../../lib/dates.ts'
import type {DataAge} from '../../model/data-sets.ts'
import type {Block} from '../document.ts'
import {cell} from './cells.ts'
import type {AnnualInput} from './input.ts'
import type {Speaker} from './speaker.ts'

/** How old each data set was on the day: what is known of the world since then is not in this report. */
export function composeDataAges(input: AnnualInput, speaker: Speaker): Block[] {
  const {dataSets} = input
  // Folders of older versions do not say, and their words have none for it.
  if (!dataSets) return []
  return [
    {kind: 'paragraph', runs: [{text: speaker.say('dataSetsTitle')}], align: 'justify'},
    {
      kind: 'table',
      columns: [
        {header: speaker.say('colDataSet'), share: 34},
        {header: speaker.say('colDataDay'), share: 16, align: 'center'},
        {header: speaker.say('colDataAge'), share: 26},
        {header: speaker.say('colDataOrigin'), share: 24},
      ],
      rows: dataSets.map((item) => [
        cell(speaker.say(`dataSet.${item.set}`)),
        cell(item.asOf === undefined ? '–' : formatDay(item.asOf), {align: 'center'}),
        ageCell(item, input.assessment.on, speaker),
        cell(originOf(item, speaker)),
      ]),
      size: 10,
    },
  ]
}

function ageCell({asOf, maxAgeDays}: DataAge, on: string, speaker: Speaker) {
  if (asOf === undefined) return cell(speaker.say('dataNone'), {tone: 'unknown'})
  const days = daysBetween(asOf, on)
  // An assessment may look back to a day before the data.
  if (days < 0) return cell(speaker.say('dataLater'))
  return days > maxAgeDays
    ? cell(speaker.say('dataOld', {days: String(days), max: String(maxAgeDays)}), {tone: 'bad'})
    : cell(speaker.say('dataDays', {days: String(days)}))
}

function originOf({origin, sha256}: DataAge, speaker: Speaker): string {
  if (origin === 'none') return '–'
  return origin === 'bundled' ? speaker.say('dataBundled') : speaker.say('dataImported', {hash: sha256?.slice(0, 12) ?? '–'})
}
