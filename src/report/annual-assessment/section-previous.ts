import type {Block} from '../document.ts'
import {cell} from './cells.ts'
import type {AnnualInput} from './input.ts'
import type {Speaker} from './speaker.ts'
import {closedTasks} from './tasks.ts'

/** What became of the assessment before this one, and what was mended since. */
export function composePrevious(input: AnnualInput, speaker: Speaker): Block[] {
  const {previous} = input
  const text = previous
    ? speaker.say('previousLine', {...previous, conclusion: speaker.label('conclusion', previous.conclusion)})
    : speaker.say('noPrevious')
  return [{kind: 'paragraph', runs: [{text}], align: 'justify'}, ...doneTable(input, speaker)]
}

function doneTable(input: AnnualInput, speaker: Speaker): Block[] {
  const done = closedTasks(input)
  if (done.length === 0) return []
  return [
    {
      kind: 'table',
      caption: speaker.say('closedTasks', {count: done.length}),
      columns: [
        {header: speaker.say('colNumber'), share: 5, align: 'center'},
        {header: speaker.say('colWork'), share: 27},
        {header: speaker.say('colPerson'), share: 14},
        {header: speaker.say('colBefore'), share: 17},
        {header: speaker.say('colAfter'), share: 17},
        {header: speaker.say('colProof'), share: 20},
      ],
      rows: done.map((task, index) => [
        cell(String(index + 1), {align: 'center'}),
        cell(task.work),
        cell(task.person),
        cell(task.before ?? '–'),
        cell(speaker.say('afterOn', {after: task.after ?? '–', day: task.closedOn ?? '–'})),
        cell(task.evidence.map(({title}) => title).join('; ') || '–'),
      ]),
      size: 10,
    },
  ]
}
