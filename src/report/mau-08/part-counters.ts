import {formatDay} from '../../lib/dates.ts'
import {mau08CounterIds} from '../../model/mau-08-words.ts'
import {cell, centred, justified, type Mau08Part} from './speaker.ts'

/** Part 1: the seven counters with their labels as printed. */
export const composeCounters: Mau08Part = ({values, words}, speaker) => {
  const {counters, drafts} = values
  const {heading, columns, counters: labels, completed, draftsCounted, draftsNotCounted} = words.part1
  const shown = (key: (typeof mau08CounterIds)[number]): string => {
    if (key !== 'c7') return String(counters[key])
    if (counters.c7 !== undefined) return formatDay(counters.c7)
    return counters.c5 === counters.c1 ? completed : ''
  }
  return [
    {kind: 'heading', level: 2, text: heading},
    {
      kind: 'table',
      columns: [
        {header: columns.number, share: 7},
        {header: columns.label, share: 71},
        {header: columns.value, share: 22},
      ],
      rows: mau08CounterIds.map((key, index) => [
        centred(index + 1),
        cell(labels[key]),
        cell([{text: speaker.marked(shown(key), `1.${key}`), bold: true}], {align: 'center'}),
      ]),
      size: 12,
    },
    ...(drafts.count > 0 ? [justified(speaker.fill(drafts.counted ? draftsCounted : draftsNotCounted, {count: drafts.count}))] : []),
  ]
}
