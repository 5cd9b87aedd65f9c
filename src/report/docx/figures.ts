import type {KeyFigures, StackedBars, Table} from '../document.ts'

/** Large figures as a table of two rows: Word text can be corrected, a drawing cannot. */
export function keyFiguresTable({items}: KeyFigures): Table {
  return {
    kind: 'table',
    columns: items.map(({label}) => ({header: label, share: 1, align: 'center'})),
    rows: [items.map(({value, tone}) => ({runs: [{text: value, bold: true}], tone, align: 'center'}))],
    size: 12,
  }
}

/** A chart as the numbers it is drawn from. */
export function barsTable({caption, legend, rows}: StackedBars): Table {
  return {
    kind: 'table',
    caption,
    columns: [{header: '', share: 3}, ...legend.map(({label}) => ({header: label, share: 1, align: 'center' as const}))],
    rows: rows.map(({label, segments}) => [
      {runs: [{text: label}]},
      ...legend.map(({tone}) => ({
        runs: [{text: String(segments.filter((segment) => segment.tone === tone).reduce((sum, {value}) => sum + value, 0))}],
      })),
    ]),
  }
}
