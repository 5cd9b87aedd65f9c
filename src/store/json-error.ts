/** Line and column (from 1) of the first place where a text stops being JSON; V8 does not always say. */
export function locateJsonError(text: string): {line: number; column: number} {
  const before = text.slice(0, jsonErrorOffset(text))
  const lineStart = before.lastIndexOf('\n') + 1
  return {line: before.split('\n').length, column: before.length - lineStart + 1}
}

const space = /[ \t\n\r]*/y
const plainText = /[^"\\\u0000-\u001f]*/y
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const scalar = /(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)(?![\w.+-])/y

function jsonErrorOffset(text: string): number {
  const closers: string[] = []
  let expected: 'value' | 'key' | 'colon' | 'comma' = 'value'
  let isFirst = false // right after an opening bracket, where the closing one may follow
  let at = endOf(space, text, 0)
  while (at < text.length) {
    const char = text.charAt(at)
    const closes = char === closers.at(-1) && (expected === 'comma' || isFirst)
    if (closes) {
      closers.pop()
      expected = 'comma'
      at += 1
    } else if (expected === 'comma') {
      if (char !== ',' || closers.length === 0) return at
      expected = closers.at(-1) === '}' ? 'key' : 'value'
      at += 1
    } else if (expected === 'colon') {
      if (char !== ':') return at
      expected = 'value'
      at += 1
    } else if (expected === 'value' && (char === '{' || char === '[')) {
      closers.push(char === '{' ? '}' : ']')
      expected = char === '{' ? 'key' : 'value'
      isFirst = true
      at = endOf(space, text, at + 1)
      continue
    } else if (char === '"') {
      const string = readString(text, at)
      if (!string.ok) return string.at
      at = string.at
      expected = expected === 'key' ? 'colon' : 'comma'
    } else {
      const end = expected === 'value' ? endOf(scalar, text, at) : at
      if (end === at) return at
      at = end
      expected = 'comma'
    }
    isFirst = false
    at = endOf(space, text, at)
  }
  return text.length
}

function readString(text: string, quote: number): {ok: boolean; at: number} {
  let at = endOf(plainText, text, quote + 1)
  while (text[at] === '\\') {
    const end = endOf(escaped, text, at)
    if (end === at) return {ok: false, at}
    at = endOf(plainText, text, end)
  }
  return text[at] === '"' ? {ok: true, at: at + 1} : {ok: false, at}
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}
