/**
 * The rows that each sheet repeats on top of every printed page, as names of the workbook. The name of a sheet stands in quotes:
 * programs pass over one that holds blanks without them.
 */
export function printTitles(sheets: readonly {name: string; rows: string}[]): {name: string; range: string; scope: string}[] {
  return sheets.map(({name, rows}) => ({name: '_xlnm.Print_Titles', range: `'${name.replaceAll("'", "''")}'!${rows}`, scope: name}))
}
