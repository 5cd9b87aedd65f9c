import {Tokenizer, TokenType} from '@streamparser/json'
import type {Localized} from '../../model/text.ts'
import type {JsonPlan, JsonStep} from './plan.ts'

const maxDepth = 64
/** Longest string or number; the tokenizer holds it in memory. In characters. */
const maxToken = 4 * 1024 * 1024
/** Values inside one that is handed over whole. */
const maxTaken = 500_000

interface Frame {
  step: JsonStep
  list: boolean
  /** What is being built where the step is `take`. */
  value: Record<string, unknown> | unknown[] | undefined
  count: number
  key: string
}

const scalars: ReadonlySet<TokenType> = new Set([TokenType.STRING, TokenType.NUMBER, TokenType.TRUE, TokenType.FALSE, TokenType.NULL])

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end'

export interface JsonReader {
  /** Reads a piece; the reason why nothing more can be read. */
  write(piece: string): Localized | undefined
  /** The reason why the document is not complete. */
  end(): Localized | undefined
}

/** Reads JSON piece by piece; documents may follow each other. What was complete before an error has been handed over. */
export function createJsonReader(plan: JsonPlan): JsonReader {
  const stack: Frame[] = []
  const path: (string | number)[] = []
  let expected: Expected = 'value'
  let problem: Localized | undefined
  let taken = 0
  let silent = 0
  const fail = (reason: Localized) => {
    problem ??= reason
  }
  const top = () => stack.at(-1)

  /** How the value that begins now is read, inside what is taken or passed over as its parent is. */
  const stepHere = (): JsonStep => {
    const parent = top()
    if (parent && parent.step !== 'enter') return parent.step
    return plan.step(path)
  }
  const startValue = () => {
    const parent = top()
    if (parent) path.push(parent.list ? parent.count : parent.key)
    if (parent) parent.count++
  }
  const endValue = () => {
    if (stack.length > 0) path.pop()
    expected = stack.length > 0 ? 'comma-or-end' : 'value'
  }
  const put = (step: JsonStep, value: unknown) => {
    const parent = top()
    if (parent?.step === 'take') {
      if (++taken > maxTaken) return fail(tooLarge)
      if (Array.isArray(parent.value)) parent.value.push(value)
      else if (parent.value && parent.key !== '__proto__') parent.value[parent.key] = value
    } else if (step === 'take') plan.take(path, value)
  }
  const scalar = (value: unknown) => {
    startValue()
    put(stepHere(), value)
    endValue()
  }
  const open = (list: boolean) => {
    startValue()
    if (stack.length >= maxDepth) return fail(tooDeep)
    const step = stepHere()
    if (step === 'take' && top()?.step !== 'take') taken = 0
    stack.push({step, list, value: step === 'take' ? (list ? [] : {}) : undefined, count: 0, key: ''})
    expected = list ? 'value-or-end' : 'key-or-end'
  }
  const close = (list: boolean) => {
    const frame = stack.pop()
    if (!frame || frame.list !== list) return fail(malformed)
    if (frame.step === 'enter') plan.leave?.(path)
    else put(frame.step, frame.value)
    endValue()
  }

  const tokenizer = new Tokenizer({separator: ''})
  tokenizer.onError = () => fail(malformed)
  tokenizer.onToken = ({token, value}) => {
    silent = 0
    if (problem) return
    const takesValue = expected === 'value' || expected === 'value-or-end'
    if (token === TokenType.STRING && (expected === 'key' || expected === 'key-or-end')) {
      const frame = top()
      if (frame) frame.key = String(value)
      expected = 'colon'
    } else if (token === TokenType.COLON && expected === 'colon') expected = 'value'
    else if (token === TokenType.COMMA && expected === 'comma-or-end') expected = top()?.list ? 'value' : 'key'
    else if (token === TokenType.RIGHT_BRACKET && (expected === 'comma-or-end' || expected === 'value-or-end')) close(true)
    else if (token === TokenType.RIGHT_BRACE && (expected === 'comma-or-end' || expected === 'key-or-end')) close(false)
    else if (!takesValue) fail(malformed)
    else if (token === TokenType.LEFT_BRACE) open(false)
    else if (token === TokenType.LEFT_BRACKET) open(true)
    else if (scalars.has(token)) scalar(value)
    else fail(malformed)
  }
  const run = (action: () => void): Localized | undefined => {
    try {
      action()
    } catch {
      // The tokenizer throws for what is no JSON.
      fail(malformed)
    }
    return problem
  }
  return {
    write: (piece) => {
      silent += piece.length
      const ended = run(() => tokenizer.write(piece))
      if (silent > maxToken) fail(tooLarge)
      return ended ?? problem
    },
    end: () => {
      if (!problem && (stack.length > 0 || expected !== 'value')) fail(cut)
      return run(() => tokenizer.isEnded || tokenizer.end())
    },
  }
}

const malformed: Localized = {vi: 'Phần còn lại không đúng cấu trúc JSON', en: 'The rest is not well-formed JSON'}
const cut: Localized = {vi: 'Tệp JSON bị cắt ngang, thiếu phần cuối', en: 'The JSON file is cut off'}
const tooDeep: Localized = {vi: `JSON lồng nhau quá ${maxDepth} lớp`, en: `JSON is nested more than ${maxDepth} deep`}
const tooLarge: Localized = {vi: 'Một giá trị JSON lớn bất thường', en: 'A value of the JSON file is unusually large'}
