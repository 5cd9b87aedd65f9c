import type {LevelAnswer, LevelAnswers, LevelInput, LevelRules} from '../model/level-rules.ts'
import type {System} from '../model/register.ts'

export type ReadAnswer = {ok: true; value: LevelAnswer | undefined} | {ok: false; expected: string[]}

/** Words that mean "I do not know" in both languages: the answer stays open. */
const unknownWords = new Set(['', '?', 'unknown', 'khong-ro', 'không rõ', 'chưa rõ'])
const yes = new Set(['yes', 'y', 'true', 'co', 'có', '1'])
const no = new Set(['no', 'n', 'false', 'khong', 'không', '0'])

/** Reads what a person typed for an input: a value, the number of a choice, several with commas, or "không rõ". */
export function readAnswer(input: LevelInput, typed: string): ReadAnswer {
  const text = typed.trim().normalize('NFC').toLowerCase()
  if (unknownWords.has(text)) return {ok: true, value: undefined}
  if (input.kind === 'boolean') {
    if (yes.has(text)) return {ok: true, value: true}
    return no.has(text) ? {ok: true, value: false} : {ok: false, expected: ['có', 'không', 'không rõ']}
  }
  if (input.kind === 'count') {
    const digits = text.replaceAll(/[.\s_]/g, '')
    return /^\d{1,12}$/.test(digits) ? {ok: true, value: Number(digits)} : {ok: false, expected: ['0', '5000', '100000']}
  }
  const choices = input.choices ?? []
  const values = text.split(',').map((part) => {
    const word = part.trim()
    return choices.find((choice) => choice.value === word) ?? choices[Number(word) - 1]
  })
  const known = values.filter((choice) => choice !== undefined).map((choice) => choice.value)
  if (known.length !== values.length || (input.kind === 'choice' && known.length !== 1))
    return {ok: false, expected: choices.map((choice) => choice.value)}
  return {
    ok: true,
    value: input.kind === 'choice' ? (known[0] ?? '') : [...new Set(known)].sort(byOrderOf(choices.map((choice) => choice.value))),
  }
}

function byOrderOf(order: string[]): (a: string, b: string) => number {
  return (a, b) => order.indexOf(a) - order.indexOf(b)
}

/** What the register already says of a system. */
export function answersFromRegister(rules: LevelRules, system: System): LevelAnswers {
  const answers: LevelAnswers = {}
  for (const input of rules.inputs) {
    const value = input.registerField === undefined ? undefined : fieldOf(system, input.registerField)
    const answer = fitting(input, value)
    if (answer !== undefined) answers[input.name] = answer
  }
  return answers
}

function fieldOf(system: System, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, step) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined),
      system,
    )
}

function fitting(input: LevelInput, value: unknown): LevelAnswer | undefined {
  if (input.kind === 'boolean') return value === true || value === 'yes' ? true : value === false || value === 'no' ? false : undefined
  if (input.kind === 'count') return typeof value === 'number' ? value : undefined
  if (input.kind === 'choice') return typeof value === 'string' ? value : undefined
  return Array.isArray(value) && value.length > 0 ? value.filter((item) => typeof item === 'string') : undefined
}
