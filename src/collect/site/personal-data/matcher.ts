import type {LabelKind} from '../../../model/personal-data-rules.ts'
import {repairFont} from '../documents/repair-font.ts'
import type {TextRow, Where} from '../documents/types.ts'
import type {CompiledRules} from './compile-rules.ts'
import {findAccounts, findNumbers, type NumberToken} from './find-numbers.ts'
import {type AttributeKind, type Findings, PersonTally, type Proof} from './findings.ts'
import {headingKinds, nearestLabel, newTable, readHeading, type Table} from './labels.ts'
import {maskName, maskNumber} from './mask.ts'
import {wordsOf} from './phrase-book.ts'
import {isEmptyMark, isNameCell, isPersonName, noClues, type RowClues, readDates, readNames, readSexes} from './row-clues.ts'
import {readCccd, readMobile} from './structure.ts'

const longNumber = /\d(?:[ .\-\u00A0\u2009]?\d){5,}/
const healthCard = /(?<![A-Z0-9])([A-Z]{2})[1-5]\d{2} ?\d{10}(?!\d)/g
const address = /[\w.+-]{2,40}@[\w-]{2,40}\.[\w.-]{2,40}/
/** Around a number in a long text, what belongs to the same person. */
const reach = 200
const longText = 500
const recentRows = 8
const none: ReadonlySet<LabelKind> = new Set()

interface Found {
  kind: AttributeKind
  digits: string
  proofs: Proof[]
  birthYear?: number
}

/** Finds persons in the rows of one file. Whatever it holds of a number it holds for the length of a row. */
export class Matcher {
  private readonly rules: CompiledRules
  private readonly thisYear: number
  private readonly tally: PersonTally
  private table: Table | undefined
  private readonly heads = new Map<string, ReadonlySet<LabelKind>>()
  private rowNumber = 0
  private lastShort = ''
  private contactUntil = 0
  private healthUntil = 0
  private minorsUntil = 0
  /** Headings of a list whose columns the format does not give (PDF). */
  private listHeading: {kinds: ReadonlySet<LabelKind>; until: number} | undefined
  private readonly phones = new Map<string, () => void>()
  private readonly named: {health: Map<string, () => void>; minor: Map<string, () => void>} = {health: new Map(), minor: new Map()}

  constructor(rules: CompiledRules, key: Uint8Array, thisYear: number) {
    this.rules = rules
    this.thisYear = thisYear
    this.tally = new PersonTally(key, rules.thresholds)
  }

  readonly take = (row: TextRow): void => {
    this.rowNumber++
    const cells = row.cells.map((cell) => repairFont(cell).normalize('NFC'))
    if (row.table !== this.table?.number || row.table === undefined) this.leaveTable()
    if (row.table !== undefined)
      this.table ??= newTable(
        row.table,
        this.rowNumber <= this.contactUntil,
        this.rowNumber <= this.healthUntil,
        this.rowNumber <= this.minorsUntil,
      )
    const table = this.table
    if (table) table.rows++
    const numbers = cells.some((cell) => longNumber.test(cell))
    if (!numbers) {
      if (table && table.rows <= 40 && readHeading(table, cells, this.rules)) return
      if (!table && !row.heads) return this.rememberText(cells)
      if (table && table.rows <= 10) this.rememberTitle(table, cells)
    }
    if (numbers || (table && table.all.size > 0) || row.heads) this.readRow(row, cells, table)
    if (!table) this.lastShort = ''
  }

  result(): Findings {
    this.leaveTable()
    const {phones, namedWithHealth} = this.rules.thresholds
    if (this.phones.size >= phones) for (const give of this.phones.values()) give()
    for (const held of [this.named.health, this.named.minor]) if (held.size >= namedWithHealth) for (const give of held.values()) give()
    return this.tally.result()
  }

  private leaveTable(): void {
    const {columnRows, columnShare} = this.rules.thresholds
    for (const {long, persons} of this.table?.held.values() ?? [])
      if (persons.length >= columnRows && persons.length / long >= columnShare) for (const person of persons) person.give()
    this.table = undefined
  }

  /** Text without numbers: a heading of a list, a label for what follows, or a word that tells what the list is about. */
  private rememberText(cells: readonly string[]): void {
    const text = cells.join(' ').slice(0, 400)
    this.lastShort = text.length <= 60 ? text : ''
    if (text.length > 250) return
    const words = wordsOf(text)
    if (this.rules.contact.has(words)) this.contactUntil = this.rowNumber + recentRows
    if (this.rules.health.has(words)) this.healthUntil = this.rowNumber + recentRows
    if (this.rules.minors.has(words)) this.minorsUntil = this.rowNumber + recentRows
    const kinds = new Set(this.rules.labels.find(words).map(({means}) => means))
    if (kinds.size >= 2) this.listHeading = {kinds, until: this.rowNumber + 5000}
  }

  /** The title of a list inside its sheet. */
  private rememberTitle(table: Table, cells: readonly string[]): void {
    const words = wordsOf(cells.join(' ').slice(0, 250))
    if (table.all.size === 0 && this.rules.contact.has(words)) table.contact = true
    if (this.rules.health.has(words)) table.health = true
    if (this.rules.minors.has(words)) table.minors = true
  }

  private columnKinds(row: TextRow, column: number): ReadonlySet<LabelKind> {
    const head = row.heads?.[column]
    if (head === undefined) return this.table?.kinds.get(column) ?? none
    let kinds = this.heads.get(head)
    if (!kinds) {
      kinds = headingKinds(head, this.rules)
      if (this.heads.size < 5000) this.heads.set(head, kinds)
    }
    return kinds
  }

  private readRow(row: TextRow, cells: string[], table: Table | undefined): void {
    const whole = cells.join(' \u2503 ')
    const tabular = table !== undefined || row.heads !== undefined
    let clues = tabular || whole.length <= longText ? this.cluesOf(row, cells, whole, tabular) : undefined
    const persons: {found: Found; clues: RowClues; where: Where}[] = []
    let offset = 0
    for (const [column, cell] of cells.entries()) {
      const start = offset
      offset += cell.length + 3
      if (!longNumber.test(cell)) continue
      const kinds = this.columnKinds(row, column)
      const where = cells.length > 1 && tabular ? {...row.where, column: columnLetters(column)} : row.where
      for (const token of this.tokensOf(cell, kinds, whole)) {
        const at = start + token.from
        const around = clues ?? this.cluesOf(row, [], whole.slice(Math.max(0, at - reach), at + reach), false)
        const own = nearestLabel(cell.slice(Math.max(0, token.from - this.rules.thresholds.labelCharacters), token.from), this.rules)
        const labels = own.size > 0 ? own : kinds.size > 0 ? kinds : this.labelBefore(cells, column, cell.slice(0, token.from))
        const found = this.judge(token, labels, {
          row,
          column,
          around,
          before: whole.slice(Math.max(0, at - 120), at),
          where,
          inColumn: own.size === 0 && kinds.size > 0,
          whole,
        })
        if (found) persons.push({found, clues: around, where})
      }
      if (/[A-Z]{2}[1-5]\d{2}/.test(cell))
        for (const card of this.healthCards(cell)) persons.push({found: card, clues: clues ?? noClues(), where})
    }
    clues ??= noClues()
    if (persons.length > 0) this.giveRow(row, cells, persons, tabular)
    else if (tabular) this.holdNamed(row, cells, clues)
  }

  private tokensOf(cell: string, kinds: ReadonlySet<LabelKind>, whole: string): NumberToken[] {
    const tokens = findNumbers(cell)
    // Accounts come in any groups, so they are looked for only where the word for them stands.
    const banks =
      kinds.has('bank') ||
      (whole.length < 20_000 && this.rules.labels.find(wordsOf(whole.slice(0, 2000))).some(({means}) => means === 'bank'))
    if (!banks) return tokens
    for (const account of findAccounts(cell))
      if (!tokens.some((token) => token.from < account.to && account.from < token.to)) tokens.push(account)
    return tokens
  }

  /** The cell before, or the short text before this one: "Số CCCD" | "0010...". */
  private labelBefore(cells: readonly string[], column: number, prefix: string): ReadonlySet<LabelKind> {
    if (prefix.trim().length > 20) return none
    for (let at = column - 1; at >= Math.max(0, column - 2); at--) {
      const cell = cells[at] ?? ''
      if (cell.trim() === '') continue
      return cell.length <= 60 && !longNumber.test(cell) ? nearestLabel(cell, this.rules) : none
    }
    return column === 0 && this.lastShort !== '' ? nearestLabel(this.lastShort, this.rules) : none
  }

  private cluesOf(row: TextRow, cells: readonly string[], text: string, tabular: boolean): RowClues {
    const clues = noClues()
    for (const [column, cell] of cells.entries()) {
      if (cell === '') continue
      const kinds = this.columnKinds(row, column)
      const sexColumn = this.table?.sexes.get(column)
      if (sexColumn && !isEmptyMark(cell)) clues.sexes.add(sexColumn)
      if (tabular && ((kinds.has('name') && isNameCell(cell)) || isPersonName(cell, this.rules))) {
        clues.name ??= cell
        clues.names++
        continue
      }
      if (cell.length < 60 || !tabular) {
        const date = /\d/.test(cell) ? readDates(cell, clues.years) : undefined
        if (date && (kinds.has('birth') || sexColumn)) {
          clues.birth ??= date.text
          clues.birthYear ??= date.year
        }
        if (cell.length < 12) readSexes(cell, this.rules, clues.sexes)
      }
    }
    if (cells.length === 0 || !tabular || clues.names === 0) {
      for (const name of readNames(text, this.rules)) {
        clues.name ??= name
        clues.names++
      }
    }
    if (!tabular) {
      readDates(text, clues.years)
      readSexes(text, this.rules, clues.sexes)
    }
    return clues
  }

  private judge(
    token: NumberToken,
    labels: ReadonlySet<LabelKind>,
    at: {row: TextRow; column: number; around: RowClues; before: string; where: Where; inColumn: boolean; whole: string},
  ): Found | undefined {
    const {around} = at
    const digits = token.digits.length === 11 && labels.has('cccd') && at.inColumn ? `0${token.digits}` : token.digits
    const isIdentity = labels.has('cccd') || labels.has('cmnd')
    const cccd = readCccd(digits, this.rules, this.thisYear)
    if (cccd) {
      const found = this.judgeCccd(digits, cccd, labels, isIdentity, at)
      if (found) return found
    } else if (token.digits.length === 12 && !token.grouped) this.countLong(at.column)
    if (isIdentity && digits.length === 9 && !/^(\d)\1+$/.test(digits) && digits !== '123456789')
      return {kind: 'cmnd', digits, proofs: [at.inColumn ? 'heading' : 'label']}
    if (labels.has('bank')) return this.judgeBank(digits, at)
    if (labels.has('socialInsurance') && digits.length === 10 && around.names > 0)
      return {kind: 'socialInsurance', digits, proofs: ['label', 'name']}
    if (labels.size > 0 && !labels.has('phone')) return undefined
    const phone = readMobile(digits, this.rules, labels.has('phone') && at.inColumn)
    if (phone && around.names > 0) return {kind: 'phone', digits: phone, proofs: ['name']}
    return undefined
  }

  private judgeCccd(
    digits: string,
    cccd: {year: number; sex: 'male' | 'female'},
    labels: ReadonlySet<LabelKind>,
    isIdentity: boolean,
    {row, column, around, where, inColumn}: {row: TextRow; column: number; around: RowClues; where: Where; inColumn: boolean},
  ): Found | undefined {
    const proofs: Proof[] = []
    if (isIdentity) proofs.push(inColumn ? 'heading' : 'label')
    if (around.years.has(cccd.year)) proofs.push('birth')
    if (around.sexes.size === 1 && around.sexes.has(cccd.sex)) proofs.push('sex')
    if (around.names > 0) proofs.push('name')
    const found: Found = {kind: 'cccd', digits, proofs, birthYear: cccd.year}
    const has = (proof: Proof) => proofs.includes(proof)
    if (isIdentity || (has('birth') && has('sex'))) return found
    if (labels.has('tax') && has('name')) return found
    if (labels.size > 0) return undefined
    const headed =
      this.table?.all.has('cccd') || (this.listHeading && this.rowNumber <= this.listHeading.until && this.listHeading.kinds.has('cccd'))
    if (headed && proofs.length > 0) return {...found, proofs: ['heading', ...proofs]}
    if (has('birth') && has('name')) return found
    if (proofs.length > 0 && this.table) {
      const held = this.countLong(column)
      const hash = this.tally.hash('cccd', digits)
      const masked = maskNumber(digits)
      const attributes = this.attributesOf(row, row.cells, around, ['cccd'], cccd.year)
      if (held.persons.length < 5000)
        held.persons.push({give: () => this.tally.add(hash, attributes, where, [...proofs, 'column'], {kind: 'cccd', masked})})
    }
    return undefined
  }

  private countLong(column: number): {long: number; persons: {give(): void}[]} {
    const held = this.table?.held.get(column) ?? {long: 0, persons: []}
    held.long++
    this.table?.held.set(column, held)
    return held
  }

  /** An account of a person; those of the treasury and of organisations are meant to be public. */
  private judgeBank(
    digits: string,
    {around, before, row, whole}: {around: RowClues; before: string; row: TextRow; whole: string},
  ): Found | undefined {
    if (digits.length < 6 || digits.length > 19 || /^0+$/.test(digits)) return undefined
    if (this.rules.treasury.has(digits.slice(0, 4)) || around.names === 0) return undefined
    const holder = this.table || row.heads ? this.holderOf(row) : `${before} ${whole.length < 300 ? whole : ''}`
    if (holder !== undefined && this.rules.organisations.has(wordsOf(holder))) return undefined
    return {kind: 'bank', digits, proofs: ['label', 'name']}
  }

  private holderOf(row: TextRow): string | undefined {
    return row.cells.find((_, column) => this.columnKinds(row, column).has('name'))
  }

  private *healthCards(cell: string): Generator<Found> {
    for (const found of cell.matchAll(healthCard))
      if (this.rules.healthCardGroups.has(found[1] as string))
        yield {kind: 'healthCard', digits: found[0].replace(' ', ''), proofs: ['label']}
  }

  private attributesOf(
    row: TextRow,
    cells: readonly string[],
    clues: RowClues,
    kinds: readonly AttributeKind[],
    birthYear?: number,
  ): AttributeKind[] {
    const attributes = new Set(kinds)
    const tabular = this.table !== undefined || row.heads !== undefined
    if (clues.names > 0) attributes.add('name')
    if (clues.birth !== undefined) attributes.add('birthDate')
    const year = clues.birthYear ?? birthYear
    if (year !== undefined && this.thisYear - year < this.rules.thresholds.childAge) attributes.add('minor')
    if (tabular) {
      if (this.table?.health) attributes.add('health')
      for (const [column, cell] of cells.entries()) {
        if (cell.length < 3) continue
        const kinds = this.columnKinds(row, column)
        if (kinds.has('address') && cell.length > 5) attributes.add('address')
        if (kinds.has('health') && !isEmptyMark(cell)) attributes.add('health')
        else if (cell.length < 200 && !kinds.has('name') && !attributes.has('health') && this.rules.health.has(wordsOf(cell)))
          attributes.add('health')
        if (cell.includes('@') && address.test(cell) && !/\.gov\.vn/.test(cell)) attributes.add('email')
      }
    } else if (row.cells.join(' ').length <= longText && this.rules.health.has(wordsOf(row.cells.join(' ')))) attributes.add('health')
    return [...attributes]
  }

  private giveRow(
    row: TextRow,
    cells: readonly string[],
    persons: {found: Found; clues: RowClues; where: Where}[],
    tabular: boolean,
  ): void {
    const cccds = new Set(persons.filter(({found}) => found.kind === 'cccd').map(({found}) => found.digits))
    const onePerson = tabular && cccds.size <= 1 && (persons[0]?.clues.names ?? 0) <= 1
    if (!onePerson) {
      for (const person of persons) this.give(row, cells, [person])
      return
    }
    this.give(row, cells, persons)
  }

  /** One person with the numbers that belong together; the strongest names the person. */
  private give(row: TextRow, cells: readonly string[], persons: {found: Found; clues: RowClues; where: Where}[]): void {
    const order: AttributeKind[] = ['cccd', 'cmnd', 'socialInsurance', 'healthCard', 'bank', 'phone']
    const [main] = [...persons].sort((a, b) => order.indexOf(a.found.kind) - order.indexOf(b.found.kind))
    if (!main) return
    const {found, clues, where} = main
    const hash = this.tally.hash(found.kind, found.digits)
    const attributes = this.attributesOf(
      row,
      cells,
      clues,
      persons.map(({found: {kind}}) => kind),
      found.birthYear,
    )
    const masked = clues.name ? `${maskNumber(found.digits)} ${maskName(clues.name)}` : maskNumber(found.digits)
    const {kind, proofs} = found
    const give = () => this.tally.add(hash, attributes, where, proofs, {kind, masked})
    if (kind !== 'phone') {
      give()
      return
    }
    if (
      row.contact ||
      this.table?.contact ||
      this.rowNumber <= this.contactUntil ||
      this.rules.contact.has(wordsOf(cells.join(' ').slice(0, 1000)))
    )
      return
    if (this.phones.size < 50_000 && !this.phones.has(hash)) this.phones.set(hash, give)
  }

  /** Lists of named persons without a number: they count when they tell of health or are of children. */
  private holdNamed(row: TextRow, cells: readonly string[], clues: RowClues): void {
    const {name, birth} = clues
    if (name === undefined || birth === undefined || clues.names !== 1) return
    const attributes = this.attributesOf(row, cells, clues, [], clues.birthYear)
    const held = attributes.includes('health') ? this.named.health : attributes.includes('minor') ? this.named.minor : undefined
    if (!held || held.size >= 50_000) return
    const hash = this.tally.hash('name', `${wordsOf(name).join(' ')} ${birth}`)
    const masked = maskName(name)
    held.set(hash, () => this.tally.add(hash, attributes, row.where, ['name', 'birth'], {kind: 'name', masked}))
  }
}

/** 2 is "C". */
function columnLetters(column: number): string {
  let letters = ''
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters
  return letters
}
