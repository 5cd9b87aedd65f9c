import type {AttributeKind} from '../../../model/personal-data-kinds.ts'
import type {LabelKind} from '../../../model/personal-data-rules.ts'
import {repairFont} from '../documents/repair-font.ts'
import type {TextRow, Where} from '../documents/types.ts'
import type {CompiledRules} from './compile-rules.ts'
import {findAccounts, findNumbers, type NumberToken} from './find-numbers.ts'
import {type Findings, PersonTally} from './findings.ts'
import {couldBePersonal, type Found, findHealthCards, judgeNumber} from './judge-number.ts'
import {headingKinds, nearestLabel, newTable, readHeading, type Table} from './labels.ts'
import {maskName, maskNumber} from './mask.ts'
import {wordsOf} from './phrase-book.ts'
import {RecentText} from './recent-text.ts'
import {readAttributes} from './row-attributes.ts'
import {noClues, type RowClues, readClues} from './row-clues.ts'

const longNumber = /\d(?:[ .\-\u00A0\u2009]?\d){5,}/
/** Around a number in a long text, what belongs to the same person. */
const reach = 200
const longText = 500
const most = {tables: 16, heads: 5000, held: 5000, phones: 50_000, named: 50_000}
const none: ReadonlySet<LabelKind> = new Set()
const strongestFirst: AttributeKind[] = ['cccd', 'cmnd', 'socialInsurance', 'healthCard', 'bank', 'phone']

interface Person {
  found: Found
  clues: RowClues
  where: Where
}

/** Finds persons in the rows of one file. Whatever it knows of a number it knows for the length of a row. */
export class Matcher {
  private readonly rules: CompiledRules
  private readonly thisYear: number
  private readonly tally: PersonTally
  private readonly recent: RecentText
  private table: Table | undefined
  private readonly tables = new Map<string, Table>()
  private readonly heads = new Map<string, ReadonlySet<LabelKind>>()
  private readonly phones = new Map<string, () => void>()
  private readonly named = {health: new Map<string, () => void>(), minor: new Map<string, () => void>()}

  constructor(rules: CompiledRules, key: Uint8Array, thisYear: number) {
    this.rules = rules
    this.thisYear = thisYear
    this.tally = new PersonTally(key, rules.thresholds)
    this.recent = new RecentText(rules)
  }

  readonly take = (row: TextRow): void => {
    this.recent.step()
    const cells = row.cells.map(plainCell)
    const table = this.enterTable(row)
    this.table = table
    const numbers = cells.some((cell) => longNumber.test(cell))
    if (!numbers && table && readHeading(table, cells, this.rules)) return
    if (!numbers && !table && !row.heads) {
      this.recent.remember(cells)
      return
    }
    if (!numbers && table && table.rows <= 10) this.rememberTitle(table, cells)
    // Without numbers a row counts by name and birth only.
    if (numbers || (cells.length > 1 && this.namesPeople(row))) this.readRow(row, cells)
    if (!table) this.recent.forgetShort()
  }

  result(): Findings {
    for (const table of this.tables.values()) this.giveHeld(table)
    const {phones, namedWithHealth} = this.rules.thresholds
    if (this.phones.size >= phones) for (const give of this.phones.values()) give()
    for (const held of [this.named.health, this.named.minor]) if (held.size >= namedWithHealth) for (const give of held.values()) give()
    return this.tally.result()
  }

  /** Rows of several tables may come in turn: one inside another, and texts between rows. */
  private enterTable({table: number, where: {part, sheet, place}}: TextRow): Table | undefined {
    if (number === undefined) return undefined
    const key = `${number}\0${part}\0${sheet}\0${place}`
    let table = this.tables.get(key)
    if (!table) {
      table = newTable(this.recent.speaksOf('contact'), this.recent.speaksOf('health'))
      const [oldest] = this.tables
      if (oldest && this.tables.size >= most.tables) {
        this.giveHeld(oldest[1])
        this.tables.delete(oldest[0])
      }
      this.tables.set(key, table)
    }
    table.rows++
    return table
  }

  private giveHeld(table: Table): void {
    const {columnRows, columnShare} = this.rules.thresholds
    for (const {long, give} of table.held.values())
      if (give.length >= columnRows && give.length / long >= columnShare) for (const one of give) one()
  }

  /** The title of a list inside its sheet. */
  private rememberTitle(table: Table, cells: readonly string[]): void {
    const words = wordsOf(cells.join(' ').slice(0, 250))
    if (table.all.size === 0 && this.rules.contact.has(words)) table.contact = true
    if (this.rules.health.has(words)) table.health = true
  }

  private columnKinds(row: TextRow, column: number): ReadonlySet<LabelKind> {
    const head = row.heads?.[column]
    if (head === undefined) return this.table?.kinds.get(column) ?? none
    let kinds = this.heads.get(head)
    if (!kinds) {
      kinds = headingKinds(head, this.rules)
      if (this.heads.size < most.heads) this.heads.set(head, kinds)
    }
    return kinds
  }

  private clues(row: TextRow, cells: readonly string[], text: string, tabular: boolean): RowClues {
    return readClues({cells, text, tabular, kinds: (column) => this.columnKinds(row, column), sexes: this.table?.sexes}, this.rules)
  }

  private readRow(row: TextRow, cells: string[]): void {
    const whole = cells.join(' \u2503 ')
    const tabular = this.table !== undefined || row.heads !== undefined
    let seen: RowClues | undefined
    // What stands in a row is looked at only once a number of it could be a person's.
    const rowClues = (at: number): RowClues => {
      if (!tabular && whole.length > longText) return this.clues(row, [], whole.slice(Math.max(0, at - reach), at + reach), false)
      seen ??= this.clues(row, cells, whole, tabular)
      return seen
    }
    const persons: Person[] = []
    let offset = 0
    for (const [column, cell] of cells.entries()) {
      const start = offset
      offset += cell.length + 3
      if (!longNumber.test(cell)) continue
      const kinds = this.columnKinds(row, column)
      const where = cells.length > 1 && tabular ? {...row.where, column: columnLetters(column)} : row.where
      for (const token of tokensOf(cell)) {
        const at = start + token.from
        const own = nearestLabel(cell.slice(Math.max(0, token.from - this.rules.thresholds.labelCharacters), token.from), this.rules)
        const labels = own.size > 0 ? own : kinds.size > 0 ? kinds : this.labelBefore(cells, column, cell.slice(0, token.from))
        if (token.account && !labels.has('bank')) continue
        const clues = labels.size > 0 || couldBePersonal(token.digits, this.rules, this.thisYear) ? rowClues(at) : noClues()
        const found = this.judge(token, {row, cells, column, labels, inColumn: own.size === 0 && kinds.size > 0, clues, where, whole, at})
        if (found) persons.push({found, clues, where})
      }
      for (const found of findHealthCards(cell, this.rules)) persons.push({found, clues: rowClues(start), where})
    }
    if (persons.length > 0) this.giveRow(row, cells, persons, tabular)
    else if (tabular && this.namesPeople(row)) this.holdNamed(row, cells, rowClues(0))
  }

  /** The list has names and days of birth. */
  private namesPeople(row: TextRow): boolean {
    if (!row.heads) return this.table?.all.has('name') === true && this.table.all.has('birth')
    const kinds = row.heads.map((_, column) => this.columnKinds(row, column))
    return kinds.some((kind) => kind.has('name')) && kinds.some((kind) => kind.has('birth'))
  }

  /** The cell before, or the short text before this one: "Số CCCD" | "0010...". */
  private labelBefore(cells: readonly string[], column: number, prefix: string): ReadonlySet<LabelKind> {
    if (prefix.trim().length > 20) return none
    const before = cells.slice(Math.max(0, column - 2), column).findLast((cell) => cell.trim() !== '')
    if (before !== undefined) return before.length <= 60 && !longNumber.test(before) ? nearestLabel(before, this.rules) : none
    return column === 0 ? this.recent.label() : none
  }

  private judge(
    token: NumberToken,
    at: {
      row: TextRow
      cells: readonly string[]
      column: number
      labels: ReadonlySet<LabelKind>
      inColumn: boolean
      clues: RowClues
      where: Where
      whole: string
      at: number
    },
  ): Found | undefined {
    const {row, cells, column, labels, inColumn, clues, where, whole} = at
    const headed = this.table?.all.has('cccd') === true || this.recent.lists('cccd')
    const holder = () => {
      const named = cells.find((_, index) => this.columnKinds(row, index).has('name'))
      return named ?? (whole.length < 300 ? whole : whole.slice(Math.max(0, at.at - 120), at.at))
    }
    const verdict = judgeNumber(token, {labels, inColumn, headed, clues, holder}, this.rules, this.thisYear)
    if (!verdict) return undefined
    if ('found' in verdict) return verdict.found
    if (!this.table) return undefined
    const held = this.table.held.get(column) ?? {long: 0, give: []}
    this.table.held.set(column, held)
    held.long++
    if ('held' in verdict && held.give.length < most.held)
      held.give.push(this.giver(row, cells, {found: verdict.held, clues, where}, ['cccd']))
    return undefined
  }

  private giveRow(row: TextRow, cells: readonly string[], persons: Person[], tabular: boolean): void {
    const identities = new Set(persons.filter(({found}) => found.kind === 'cccd').map(({found}) => found.digits))
    const onePerson = tabular && identities.size <= 1 && (persons[0]?.clues.names ?? 0) <= 1
    for (const group of onePerson ? [persons] : persons.map((person) => [person])) this.give(row, cells, group)
  }

  /** One person with the numbers that belong together; the strongest names the person. */
  private give(row: TextRow, cells: readonly string[], persons: readonly Person[]): void {
    const kinds = persons.map(({found}) => found.kind)
    const main = persons.toSorted((a, b) => strongestFirst.indexOf(a.found.kind) - strongestFirst.indexOf(b.found.kind))[0]
    if (!main) return
    const give = this.giver(row, cells, main, kinds)
    if (main.found.kind !== 'phone') give()
    else if (!this.isContact(row, cells) && this.phones.size < most.phones)
      this.phones.set(this.tally.hash('phone', main.found.digits), give)
  }

  private isContact(row: TextRow, cells: readonly string[]): boolean {
    if (row.contact || this.table?.contact || this.recent.speaksOf('contact')) return true
    return this.rules.contact.has(wordsOf(cells.join(' ').slice(0, 1000)))
  }

  /** Makes ready what may be counted later: from here on there are hashes and masks only. */
  private giver(row: TextRow, cells: readonly string[], {found, clues, where}: Person, kinds: readonly AttributeKind[]): () => void {
    const {kind, digits, proofs, birthYear} = found
    const hash = this.tally.hash(kind, digits)
    const masked = clues.name ? `${maskNumber(digits)} ${maskName(clues.name)}` : maskNumber(digits)
    const attributes = this.attributes(row, cells, clues, kinds, birthYear)
    return () => this.tally.add(hash, attributes, where, proofs, {kind, masked})
  }

  private attributes(row: TextRow, cells: readonly string[], clues: RowClues, kinds: readonly AttributeKind[], birthYear?: number) {
    const tabular = this.table !== undefined || row.heads !== undefined
    const age = (year: number | undefined) => (year === undefined ? undefined : this.thisYear - year)
    return readAttributes(
      {
        cells,
        tabular,
        kinds: (column) => this.columnKinds(row, column),
        health: this.table?.health === true,
        clues,
        age: age(clues.birthYear ?? birthYear),
      },
      kinds,
      this.rules,
    )
  }

  /** Lists of named persons without a number: they count when they tell of health or are of children. */
  private holdNamed(row: TextRow, cells: readonly string[], clues: RowClues): void {
    const {name, birth} = clues
    if (name === undefined || birth === undefined || clues.names !== 1) return
    const attributes = this.attributes(row, cells, clues, [])
    const held = attributes.includes('health') ? this.named.health : attributes.includes('minor') ? this.named.minor : undefined
    if (!held || held.size >= most.named) return
    const hash = this.tally.hash('name', `${wordsOf(name).join(' ')} ${birth}`)
    const masked = maskName(name)
    const {where} = row
    held.set(hash, () => this.tally.add(hash, attributes, where, ['name', 'birth'], {kind: 'name', masked}))
  }
}

/** Numbers of a cell; accounts come in any groups and count under their word only. */
function tokensOf(cell: string): (NumberToken & {account?: boolean})[] {
  const tokens: (NumberToken & {account?: boolean})[] = findNumbers(cell)
  const taken = tokens.length
  let next = 0
  // Both stand in the order of the text.
  for (const account of findAccounts(cell)) {
    while (next < taken && (tokens[next] as NumberToken).to <= account.from) next++
    if (next >= taken || (tokens[next] as NumberToken).from >= account.to) tokens.push({...account, account: true})
  }
  return tokens
}

/** What stands between digits unseen, and digits as wide as a Chinese letter. */
const unseen = /[\u200B-\u200F\u2060\uFEFF]/g
const wide = /[\uFF10-\uFF19]/g
const narrow = (digit: string) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)
const ascii = /^[\x00-\x7F]*$/
const plainCell = (cell: string) => (ascii.test(cell) ? cell : repairFont(cell).normalize('NFC').replace(unseen, '').replace(wide, narrow))

/** 2 is "C". */
function columnLetters(column: number): string {
  let letters = ''
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters
  return letters
}
