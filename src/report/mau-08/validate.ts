import type {Mau08IssueCode, Mau08Rules} from '../../model/mau-08-words.ts'
import type {Mau08Issue} from './issue.ts'
import {findMark, validateRow} from './validate-row.ts'
import type {Mau08Body, Mau08Counters, Mau08Row, Mau08Values} from './values.ts'

/** Everything wrong with the values, errors first, each naming its system and column. Empty means: may be written and sent. */
export function validateMau08(values: Mau08Values, rules: Mau08Rules): Mau08Issue[] {
  const issues = [
    ...validateCounters(values),
    ...validateParties(values, rules),
    ...duplicateNames(values.rows),
    ...values.rows.flatMap((row) => validateRow(row, values.on, rules)),
  ]
  return [...issues.filter(({severity}) => severity === 'error'), ...issues.filter(({severity}) => severity === 'warning')]
}

function problem(code: Mau08IssueCode, column: string, values: Record<string, string> = {}): Mau08Issue {
  return {severity: 'error', code, column, values}
}

/** What the rows give for each counter, counted without looking at the counters. */
export function countRows(rows: readonly Mau08Row[], draftsCounted: boolean): Omit<Mau08Counters, 'c7'> {
  const inState = (...states: Mau08Row['state'][]) => rows.filter(({state}) => states.includes(state)).length
  return {
    c1: rows.length,
    c2: rows.filter(({type}) => type !== undefined).length,
    c3: inState('submitted', 'appraised', 'approved') + (draftsCounted ? inState('drafting') : 0),
    c4: inState('appraised', 'approved'),
    c5: inState('approved'),
    c6: rows.filter(({state, checks}) => state === 'approved' && checks.includes('periodic')).length,
  }
}

function validateCounters({counters, rows, drafts}: Mau08Values): Mau08Issue[] {
  const issues: Mau08Issue[] = []
  if (rows.length === 0) issues.push(problem('no-systems', '1.c1'))
  const counted = countRows(rows, drafts.counted)
  const keys = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'] as const
  for (const [index, key] of keys.entries()) {
    if (counters[key] !== counted[key])
      issues.push(problem('counter-rows', `1.${key}`, {counter: key, value: String(counters[key]), rows: String(counted[key])}))
    const before = keys[index - 1]
    if (before && counters[key] > counters[before])
      issues.push(
        problem('counter-order', `1.${key}`, {counter: key, value: String(counters[key]), before, limit: String(counters[before])}),
      )
  }
  if (counters.c5 < counters.c1 && counters.c7 === undefined) issues.push(problem('completion-missing', '1.c7'))
  return issues
}

/** A unit that answers for several owners is named once. */
function validateParties({parties}: Mau08Values, rules: Mau08Rules): Mau08Issue[] {
  const units = new Map(parties.flatMap((party) => party.units.map((unit) => [unit.name, unit] as const)))
  return [
    ...parties.flatMap(({owner}) => validateBody(owner, '2.a', rules)),
    ...(parties.some((party) => party.units.length === 0) ? [problem('unit-missing', '2.b(1)')] : []),
    ...[...units.values()].flatMap((unit) => validateBody(unit, '2.b', rules)),
  ]
}

function validateBody(body: Mau08Body, part: '2.a' | '2.b', rules: Mau08Rules): Mau08Issue[] {
  const {name} = body
  const issues: Mau08Issue[] = []
  const mark = findMark(name, rules)
  if (mark !== undefined) issues.push(problem('unconfirmed', `${part}(1)`, {mark, text: name}))
  if (!body.registered) return [...issues, problem('party-unregistered', `${part}(1)`, {name})]
  // The form lets the owner leave it blank where there is no such rule.
  if (part === '2.b' && body.functions === undefined) issues.push(problem('functions-missing', `${part}(2)`, {name}))
  if (body.representative === undefined) issues.push(problem('representative-missing', `${part}(3)`, {name}))
  if (body.position === undefined) issues.push(problem('position-missing', `${part}(3)`, {name}))
  if (body.address === undefined) issues.push(problem('address-missing', `${part}(4)`, {name}))
  const fields = (['phone', 'email'] as const).filter((field) => body[field] === undefined).join(',')
  if (fields !== '') issues.push(problem('contact-missing', `${part}(5)`, {name, fields}))
  return issues
}

function duplicateNames(rows: readonly Mau08Row[]): Mau08Issue[] {
  const first = new Map<string, Mau08Row>()
  const issues: Mau08Issue[] = []
  for (const row of rows) {
    const key = row.name.normalize('NFC').toLocaleLowerCase('vi').replace(/\s+/g, ' ')
    const other = first.get(key)
    if (other)
      issues.push({
        severity: 'error',
        code: 'name-duplicate',
        system: {id: row.id, name: row.name},
        column: '(2)',
        values: {other: other.id},
      })
    else first.set(key, row)
  }
  return issues
}
