import type {AttributeKind, ProofKind} from '../../../model/personal-data-kinds.ts'
import type {LabelKind} from '../../../model/personal-data-rules.ts'
import type {CompiledRules} from './compile-rules.ts'
import type {NumberToken} from './find-numbers.ts'
import {wordsOf} from './phrase-book.ts'
import type {RowClues} from './row-clues.ts'
import {readCccd, readMobile} from './structure.ts'

export interface Found {
  kind: AttributeKind
  digits: string
  proofs: ProofKind[]
  birthYear?: number
}

export interface Surroundings {
  labels: ReadonlySet<LabelKind>
  /** The label is the heading of the column. */
  inColumn: boolean
  /** A heading of the list speaks of identity numbers, of which column is not known. */
  headed: boolean
  clues: RowClues
  /** Who an account belongs to, as far as the text says. */
  holder(): string
}

/**
 * What a number is. `held`: it looks like an identity number and has one proof, which counts only together with other rows of its
 * column. `long`: it is as long as one.
 */
export type Verdict = {found: Found} | {held: Found} | {long: true} | undefined

const numberOfPerson: ReadonlySet<LabelKind> = new Set(['cccd', 'cmnd'])

/** Whether a number without any label is worth looking around it. */
export const couldBePersonal = (digits: string, rules: CompiledRules, thisYear: number): boolean =>
  readCccd(digits, rules, thisYear) !== undefined || readMobile(digits, rules, false) !== undefined

export function judgeNumber(token: NumberToken, at: Surroundings, rules: CompiledRules, thisYear: number): Verdict {
  const {labels, inColumn, clues} = at
  const labelled = [...numberOfPerson].some((kind) => labels.has(kind))
  // A cell of a number loses its first zero.
  const digits = token.digits.length === 11 && labels.has('cccd') && inColumn ? `0${token.digits}` : token.digits
  const cccd = readCccd(digits, rules, thisYear)
  if (cccd) {
    const verdict = judgeCccd({kind: 'cccd', digits, proofs: [], birthYear: cccd.year}, cccd, labelled, at)
    if (verdict) return verdict
  }
  if (labelled && digits.length === 9 && !/^(\d)\1+$/.test(digits) && digits !== '123456789')
    return {found: {kind: 'cmnd', digits, proofs: [inColumn ? 'heading' : 'label']}}
  if (labels.has('bank')) return judgeBank(digits, at, rules)
  if (labels.has('socialInsurance') && digits.length === 10 && clues.names > 0)
    return {found: {kind: 'socialInsurance', digits, proofs: ['label', 'name']}}
  if (labels.size === 0 || labels.has('phone')) {
    const phone = readMobile(digits, rules, labels.has('phone') && inColumn)
    if (phone && clues.names > 0) return {found: {kind: 'phone', digits: phone, proofs: ['name']}}
  }
  return token.digits.length === 12 && !token.grouped ? {long: true} : undefined
}

function judgeCccd(
  bare: Found,
  cccd: {year: number; sex: 'male' | 'female'},
  labelled: boolean,
  {labels, inColumn, headed, clues}: Surroundings,
): Verdict {
  const proofs: ProofKind[] = []
  if (labelled) proofs.push(inColumn ? 'heading' : 'label')
  if (clues.years.has(cccd.year)) proofs.push('birth')
  if (clues.sexes.size === 1 && clues.sexes.has(cccd.sex)) proofs.push('sex')
  if (clues.names > 0) proofs.push('name')
  const found = {...bare, proofs}
  const [birth, sex, name] = (['birth', 'sex', 'name'] as const).map((proof) => proofs.includes(proof))
  // Year and sex that agree by chance are one in two hundred of those that have the structure at all.
  if (labelled || (birth && sex)) return {found}
  // Since July 2025 the tax number of a person is the identity number.
  if (labels.has('tax') && name) return {found}
  if (labels.size > 0) return undefined
  if (headed && proofs.length > 0) return {found: {...found, proofs: ['heading', ...proofs]}}
  if (birth && name && (clues.birthYear === cccd.year || clues.saysBorn)) return {found}
  return proofs.length > 0 ? {held: {...found, proofs: [...proofs, 'column']}} : undefined
}

/** An account of a person; those of the treasury and of organisations are meant to be public. */
function judgeBank(digits: string, {clues, holder}: Surroundings, rules: CompiledRules): Verdict {
  if (digits.length < 6 || digits.length > 19 || /^0+$/.test(digits)) return undefined
  if (rules.treasury.has(digits.slice(0, 4)) || clues.names === 0) return undefined
  if (rules.organisations.has(wordsOf(holder()))) return undefined
  return {found: {kind: 'bank', digits, proofs: ['label', 'name']}}
}

const card = /(?<![A-Z0-9])([A-Z]{2})[1-5]\d{2} ?\d{10}(?!\d)/g

/** Cards of health insurance as printed before 2021: letters of the group make them sure. */
export function findHealthCards(text: string, rules: CompiledRules): Found[] {
  if (!/[A-Z]{2}[1-5]\d{2}/.test(text)) return []
  return [...text.matchAll(card)]
    .filter(([, group]) => rules.healthCardGroups.has(group as string))
    .map(([whole]) => ({kind: 'healthCard', digits: whole.replace(' ', ''), proofs: ['label']}))
}
