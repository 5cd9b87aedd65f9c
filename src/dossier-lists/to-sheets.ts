import {formatDay, formatMoment} from '../lib/dates.ts'
import {fillTemplate} from '../lib/template.ts'
import {neverEnds} from '../model/lifecycle.ts'
import type {Labels} from '../model/report-words.ts'
import type {Language} from '../model/text.ts'
import {escapeFormula} from './formula.ts'
import {type DossierLists, labelsOf} from './lists.ts'
import {unseenWords} from './unseen-words.ts'
import {type ListsWords, type SheetKey, sheetColumns, sheetKeys} from './words.ts'

export type Cell = string | number | null

/** One sheet: a row of headings (none on the first sheet, which is read line by line), then the rows. */
export interface Sheet {
  name: string
  headings: string[]
  widths: number[]
  rows: Cell[][]
}

/** Begins a line that says why a list is empty; such a line is passed over when the file is read. */
export const noteMark = '— '

/** A spreadsheet holds 32,767 signs in a cell, and the quotes against formulas come on top. */
const longestCell = 30_000

/** The lists as sheets. Every text is safe from being run as a formula. */
export function toSheets(lists: DossierLists, words: ListsWords, labels: Pick<Labels, 'fact' | 'reason'>, language: Language): Sheet[] {
  const rows = rowsOf(lists, words, labels, language)
  return [
    infoSheet(lists, words, language),
    ...sheetKeys.map((key) => {
      const columns = sheetColumns[key].map((column) => words.columns[key][column as keyof (typeof words.columns)[SheetKey]])
      return spill({
        name: words.sheets[key][language],
        headings: columns.map((column) => column[language]),
        widths: columns.map(({width}) => width),
        rows: rows[key].length > 0 ? rows[key].map((row) => row.map(safe)) : [[`${noteMark}${whyEmpty(key, lists, words, language)}`]],
      })
    }),
  ]
}

/** Why a list has no row; `undefined` where it has some. */
export function whyEmpty(key: SheetKey, lists: DossierLists, words: ListsWords, language: Language): string {
  const notSeen = (fact: string) =>
    lists.unseen.filter((entry) => entry.code === 'fact' && entry.fact === fact).flatMap(({machines}) => machines)
  const choose = (fact: string, unseen: keyof ListsWords['empty'], none: keyof ListsWords['empty']) => {
    const count = lists.devices.length - new Set(notSeen(fact)).size
    return count > 0 ? fillTemplate(words.empty[none][language], {count}) : words.empty[unseen][language]
  }
  switch (key) {
    case 'devices':
      return words.empty.devices[language]
    case 'applications':
      return choose('software', 'applicationsUnseen', 'applicationsNone')
    case 'services':
      return choose('ports', 'servicesUnseen', 'servicesNone')
    case 'networks':
      return fillTemplate(words.empty.networks[language], {system: lists.system.id})
    case 'addresses':
      return choose('network', 'addressesUnseen', 'addressesNone')
    case 'unseen':
      return words.cells.none[language]
  }
}

function rowsOf(
  lists: DossierLists,
  words: ListsWords,
  labels: Pick<Labels, 'fact' | 'reason'>,
  language: Language,
): Record<SheetKey, Cell[][]> {
  const {cells} = words
  const names = labelsOf(lists.devices)
  const machinesOf = (keys: readonly string[]) => keys.map((key) => names.get(key) ?? key).join('; ')
  const seen = (text: string | undefined) => text ?? cells.unseen[language]
  const listed = (items: readonly string[] | undefined) =>
    items === undefined ? cells.unseen[language] : items.length === 0 ? cells.none[language] : items.join('; ')
  return {
    devices: lists.devices.map((item) => [
      item.id ?? null,
      item.name,
      item.kind === undefined ? cells.unseen[language] : (words.kinds[item.kind as keyof ListsWords['kinds']]?.[language] ?? item.kind),
      seen(item.manufacturer),
      seen(item.model),
      seen(item.serial),
      seen(item.os),
      seen(item.version),
      seen(item.build),
      item.supportEnds === undefined
        ? cells.unseen[language]
        : item.supportEnds === neverEnds
          ? cells.never[language]
          : formatDay(item.supportEnds),
      listed(item.addresses),
      listed(item.macs),
      item.lastSeen === undefined ? cells.unseen[language] : formatMoment(item.lastSeen),
      item.location ?? null,
      item.purpose ?? null,
      item.responsible ?? null,
    ]),
    applications: lists.applications.map((item) => [
      item.name,
      listed([...item.versions, ...(item.unversioned || item.versions.length === 0 ? [cells.unseen[language]] : [])]),
      item.publishers.length > 0 ? item.publishers.join('; ') : cells.unseen[language],
      item.sources.join('; '),
      item.machines.length,
      machinesOf(item.machines),
      item.purpose ?? null,
    ]),
    services: lists.services.map((item) => [
      item.processes.length > 0 ? item.processes.join('; ') : cells.unseen[language],
      item.protocol.toUpperCase(),
      item.port,
      words.reach[item.reach][language],
      item.machines.length,
      machinesOf(item.machines),
      item.purpose ?? null,
    ]),
    networks: lists.networks.map((item) => [
      item.network,
      item.name ?? null,
      item.kind === undefined ? cells.badNetwork[language] : words.addressKinds[item.kind][language],
      item.count ?? null,
      item.purpose ?? null,
    ]),
    addresses: lists.addresses.map((item) => [
      item.address,
      item.network ?? (lists.networks.some(({kind}) => kind !== undefined) ? cells.outside[language] : cells.unplanned[language]),
      item.kind === undefined ? cells.unseen[language] : words.addressKinds[item.kind][language],
      names.get(item.machine) ?? item.machine,
      seen(item.adapter),
      item.adapterKind === undefined
        ? cells.unseen[language]
        : (words.adapters[item.adapterKind as keyof ListsWords['adapters']]?.[language] ?? item.adapterKind),
      seen(item.mac),
    ]),
    unseen: lists.unseen.map((entry) => {
      const {what, reason} = unseenWords(entry, words, labels, language)
      return [what, reason, entry.detail ?? null, entry.machines.length > 0 ? entry.machines.length : null, machinesOf(entry.machines)]
    }),
  }
}

/** What the lists amount to, for the first sheet and the screen. */
export function countsOf(lists: DossierLists) {
  const {devices, applications, services, networks, addresses, unseen} = lists
  return {
    devices: devices.length,
    applications: applications.length,
    services: services.length,
    networks: networks.length,
    addresses: addresses.length,
    outside: addresses.filter(({network}) => network === undefined).length,
    unseen: unseen.length,
  }
}

function infoSheet(lists: DossierLists, words: ListsWords, language: Language): Sheet {
  const {info} = words
  const {seen, members, declared} = lists.machines
  const rows: Cell[][] = [
    [words.title[language]],
    ...(lists.sample ? [[words.sample[language]]] : []),
    [info.system[language], lists.system.id],
    [info.systemName[language], lists.system.name],
    [info.on[language], formatDay(lists.on)],
    [info.basis[language], words.basis[language]],
    [info.machines[language], fillTemplate(words.machines[language], {seen, members, declared: declared ?? words.notDeclared[language]})],
    [info.counts[language], fillTemplate(words.counts[language], countsOf(lists))],
    ...words.rules.map((rule, index) => [index === 0 ? info.rules[language] : null, rule[language]]),
    [info.tool[language], lists.tool ?? null],
    [info.schema[language], lists.schema],
  ]
  return {name: words.sheets.info[language], headings: [], widths: [26, 96], rows: rows.map((row) => row.map(safe))}
}

function safe(cell: Cell): Cell {
  return typeof cell === 'string' ? escapeFormula(cell) : cell
}

/** A list of machines too long for a cell goes on in columns of the same heading, numbered. */
function spill(sheet: Sheet): Sheet {
  const columns = sheet.headings.map((heading, column) => {
    const cells = sheet.rows.map((row) => cut(row[column] ?? null))
    return {heading, width: sheet.widths[column] ?? 20, cells, parts: Math.max(1, ...cells.map((parts) => parts.length))}
  })
  if (columns.every(({parts}) => parts === 1)) return sheet
  const spread = <T>(value: (column: (typeof columns)[number], part: number) => T) =>
    columns.flatMap((column) => Array.from({length: column.parts}, (_, part) => value(column, part)))
  return {
    name: sheet.name,
    headings: spread(({heading}, part) => (part === 0 ? heading : `${heading} (${part + 1})`)),
    widths: spread(({width}) => width),
    rows: sheet.rows.map((_, row) => spread(({cells}, part) => cells[row]?.[part] ?? null)),
  }
}

function cut(cell: Cell): Cell[] {
  if (typeof cell !== 'string' || cell.length <= longestCell) return [cell]
  const parts: string[] = []
  for (const item of cell.split('; ')) {
    const last = parts.at(-1)
    if (last === undefined || last.length + item.length + 2 > longestCell) parts.push(item)
    else parts[parts.length - 1] = `${last}; ${item}`
  }
  // One item longer than a cell cannot be a name.
  return parts.map((part) => part.slice(0, longestCell))
}
