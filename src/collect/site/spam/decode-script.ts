/** Most of what one script may unfold into. */
const most = {layers: 3, pieces: 60, characters: 512 * 1024}

/** The script itself and what stands in it encoded: base64, hexadecimal, character codes, escapes, packed. Nothing is run. */
export function decodeScript(code: string): {plain: string; decoded: string} {
  const plain = joinLiterals(code)
  let decoded = ''
  let pieces = 0
  let layer = [code]
  for (let depth = 0; depth < most.layers && layer.length > 0; depth++) {
    const next: string[] = []
    for (const text of layer)
      for (const found of unfold(text)) {
        if (pieces >= most.pieces || decoded.length >= most.characters) return {plain, decoded}
        pieces++
        const piece = joinLiterals(found.slice(0, most.characters - decoded.length))
        decoded += `${piece}\n`
        next.push(piece)
      }
    layer = next
  }
  return {plain, decoded}
}

/** "ht" + "tps" is one word. */
function joinLiterals(code: string): string {
  return code.replace(/(["'])\s{0,5}\+\s{0,5}\1/g, '').replaceAll('\\/', '/')
}

function* unfold(code: string): Generator<string> {
  for (const [literal] of code.matchAll(/[A-Za-z0-9+/]{16,20000}={0,2}/g)) {
    if (/^[a-z]+$/.test(literal) || /^[0-9a-f]+$/i.test(literal)) continue
    const text = printable(Buffer.from(literal, 'base64').toString('latin1'))
    if (text !== undefined) yield text
  }
  for (const [literal] of code.matchAll(/(?:[0-9a-fA-F]{2}){8,10000}/g)) {
    const text = printable(Buffer.from(literal, 'hex').toString('latin1'))
    if (text !== undefined) yield text
  }
  for (const [, numbers = ''] of code.matchAll(/fromCharCode\s{0,3}(?:\.apply\([^,]{0,40},\s{0,3}\[|\()\s{0,3}([\dxa-fA-F,\s]{5,40000})/g))
    yield fromCodes(numbers)
  // A list of numbers that are letters, turned into them elsewhere.
  for (const [, numbers = ''] of code.matchAll(/\[\s{0,3}((?:\d{2,3}\s{0,3},\s{0,3}){10,5000}\d{2,3})\s{0,3}\]/g)) {
    const text = printable(fromCodes(numbers))
    if (text !== undefined) yield text
  }
  if (/(?:\\x[0-9a-fA-F]{2}){4}|(?:\\u[0-9a-fA-F]{4}){4}/.test(code))
    yield code.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/g, (_, short?: string, long?: string) =>
      String.fromCharCode(Number.parseInt(short ?? long ?? '20', 16)),
    )
  for (const [escaped] of code.matchAll(/(?:%[0-9a-fA-F]{2}){6,20000}/g))
    yield escaped.replace(/%([0-9a-fA-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
  for (const [, literal = ''] of code.matchAll(/["']([^"'\\\n]{8,300}(?:\/\/:s?ptth))["']/g)) yield [...literal].reverse().join('')
  const unpacked = unpack(code)
  if (unpacked !== undefined) yield unpacked
}

function printable(text: string): string | undefined {
  if (text.length < 8) return undefined
  const good = text.slice(0, 2000).match(/[\x20-\x7E\s]/g)?.length ?? 0
  return good >= Math.min(text.length, 2000) * 0.95 ? text : undefined
}

function fromCodes(numbers: string): string {
  return numbers
    .split(',')
    .slice(0, 10_000)
    .map((number) => Number(number.trim()))
    .filter((code) => Number.isInteger(code) && code > 0 && code < 0x10000)
    .map((code) => String.fromCharCode(code))
    .join('')
}

/** `eval(function(p,a,c,k,e,d){...}('...', 62, 10, 'a|b'.split('|')))`: words put back in place of their numbers. */
function unpack(code: string): string | undefined {
  const start = code.search(/eval\(function\(p,\s?a,\s?c,\s?k,\s?e,/)
  if (start < 0) return undefined
  const open = code.indexOf("}('", start)
  if (open < 0) return undefined
  const payload = readLiteral(code, open + 3)
  if (!payload) return undefined
  const tail = /^\s{0,3},\s{0,3}(\d{1,3})\s{0,3},\s{0,3}(\d{1,6})\s{0,3},\s{0,3}'/.exec(code.slice(payload.end, payload.end + 60))
  if (!tail) return undefined
  const list = readLiteral(code, payload.end + tail[0].length)
  const base = Number(tail[1])
  if (!list || base < 2 || base > 62) return undefined
  const words = list.text.split('|')
  return payload.text.replace(/\b\w{1,6}\b/g, (word) => words[numberOf(word, base)] || word)
}

/** A literal in single quotes from its first character; `end` is behind its closing quote. */
function readLiteral(code: string, from: number): {text: string; end: number} | undefined {
  let text = ''
  for (let at = from; at < code.length && at - from < most.characters; at++) {
    const sign = code[at]
    if (sign === "'") return {text, end: at + 1}
    if (sign === '\\') at++
    text += code[at] ?? ''
  }
  return undefined
}

const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

function numberOf(word: string, base: number): number {
  let number = 0
  for (const sign of word) {
    const digit = digits.indexOf(sign)
    if (digit < 0 || digit >= base) return -1
    number = number * base + digit
  }
  return number
}
