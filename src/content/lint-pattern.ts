import type {Localized} from '../model/text.ts'

/** Most quantifiers without an upper limit in one pattern, and most wide ones: each may multiply the time by what it spans. */
const mostUnbounded = 2
const mostWide = 3
/** From so many repeats on a quantifier is wide. */
const wideFrom = 10
const mostRepeats = 80

/**
 * What is wrong with a regular expression of a data file, or undefined. It runs over names that any machine may hold, so
 * only such are allowed whose time cannot explode: anchored, nothing repeated inside what is repeated, few wide repeats, no references.
 */
export function patternProblem(source: string): Localized | undefined {
  try {
    new RegExp(source, 'u')
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return {vi: `biểu thức chính quy sai: ${detail}`, en: `is no regular expression: ${detail}`}
  }
  if (!source.startsWith('^')) return {vi: 'biểu thức chính quy phải bắt đầu bằng ^', en: 'a regular expression must begin with ^'}
  if (/\\[1-9kpP]|\(\?[=!<]/.test(source))
    return {
      vi: 'không dùng tham chiếu ngược, nhìn trước, nhìn sau hay lớp Unicode',
      en: 'back references, look-around and Unicode classes are not allowed',
    }
  return quantifierProblem(source)
}

/** Quantifiers stand on single characters and classes; a group may take `?`, or a count where it holds no quantifier itself. */
function quantifierProblem(source: string): Localized | undefined {
  let unbounded = 0
  let wide = 0
  /** For each open group whether it holds a quantifier. */
  const groups: boolean[] = []
  let closed: boolean | undefined
  for (let at = 0; at < source.length; at++) {
    const character = source[at]
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(source.slice(at))?.[0]
    if (quantifier !== undefined && !(character === '?' && source[at - 1] === '(')) {
      const most = quantifier === '?' ? 1 : mostOf(quantifier)
      if (most === Number.POSITIVE_INFINITY) unbounded++
      if (most >= wideFrom) wide++
      if (most > mostRepeats && most !== Number.POSITIVE_INFINITY)
        return {vi: `lặp quá ${mostRepeats} lần: ${quantifier}`, en: `repeats more than ${mostRepeats} times: ${quantifier}`}
      if (closed === true && most > 1) return {vi: 'lượng từ lồng nhau', en: 'nested quantifiers are not allowed'}
      if (closed !== undefined && most === Number.POSITIVE_INFINITY)
        return {vi: 'lượng từ không giới hạn trên một nhóm', en: 'a quantifier without a limit on a group is not allowed'}
      for (let index = 0; index < groups.length; index++) groups[index] = true
      closed = undefined
      at += quantifier.length - 1
      continue
    }
    closed = undefined
    if (character === '\\') at++
    else if (character === '[') at = endOfClass(source, at)
    else if (character === '(') groups.push(false)
    else if (character === ')') closed = groups.pop()
  }
  if (unbounded > mostUnbounded)
    return {
      vi: `quá ${mostUnbounded} lượng từ không giới hạn; dùng {0,n}`,
      en: `has more than ${mostUnbounded} quantifiers without a limit; use {0,n}`,
    }
  if (wide > mostWide) return {vi: `quá ${mostWide} lượng từ rộng`, en: `has more than ${mostWide} wide quantifiers`}
  return undefined
}

function mostOf(quantifier: string): number {
  const counted = /^\{(\d+)(,(\d*))?\}$/.exec(quantifier)
  if (!counted) return Number.POSITIVE_INFINITY
  if (counted[2] === undefined) return Number(counted[1])
  return counted[3] === '' ? Number.POSITIVE_INFINITY : Number(counted[3])
}

function endOfClass(source: string, from: number): number {
  let at = from + 1
  while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1
  return at
}
