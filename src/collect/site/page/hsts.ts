import {type HeaderList, shown, valuesOf} from './header-list.ts'

export interface Hsts {
  present: boolean
  values: string[]
  valid: boolean
  /** Seconds; only of a valid header. */
  maxAge?: number
  includeSubDomains: boolean
  preload: boolean
  errors: string[]
}

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const mostDirectives = 50

/**
 * Strict-Transport-Security as a browser reads it (RFC 6797, 6.1 and 8.1): the first header counts, each directive stands once,
 * values may be quoted, unknown directives are passed over.
 */
export function parseHsts(headers: HeaderList): Hsts {
  const values = valuesOf(headers, 'strict-transport-security')
  const hsts: Hsts = {present: values.length > 0, values: shown(values), valid: false, includeSubDomains: false, preload: false, errors: []}
  const [first] = values
  if (first === undefined) return hsts
  const wrong = new Set<string>()
  const seen = new Set<string>()
  let maxAge: number | undefined
  for (const part of splitOutsideQuotes(first).slice(0, mostDirectives)) {
    const text = part.trim()
    if (text === '') continue
    const equals = text.indexOf('=')
    const name = (equals < 0 ? text : text.slice(0, equals)).trim().toLowerCase()
    const raw = equals < 0 ? undefined : text.slice(equals + 1).trim()
    const value = raw === undefined ? undefined : unquote(raw)
    if (!token.test(name) || (raw !== undefined && value === undefined)) {
      wrong.add('syntax')
      continue
    }
    if (seen.has(name)) wrong.add(`duplicate-${name.slice(0, 40)}`)
    seen.add(name)
    if (name === 'max-age') {
      if (value === undefined || !/^\d+$/.test(value)) wrong.add('max-age-invalid')
      else maxAge = Math.min(Number(value), Number.MAX_SAFE_INTEGER)
    } else if (name === 'includesubdomains') {
      if (raw === undefined) hsts.includeSubDomains = true
      else wrong.add('includesubdomains-value')
    } else if (name === 'preload' && raw === undefined) hsts.preload = true
  }
  if (!seen.has('max-age')) wrong.add('max-age-missing')
  hsts.errors = [...wrong].slice(0, 10)
  hsts.valid = wrong.size === 0
  if (hsts.valid && maxAge !== undefined) hsts.maxAge = maxAge
  return hsts
}

function splitOutsideQuotes(text: string): string[] {
  const parts: string[] = []
  let quoted = false
  let start = 0
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (quoted && sign === '\\') at++
    else if (sign === '"') quoted = !quoted
    else if (sign === ';' && !quoted) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  parts.push(text.slice(start))
  return parts
}

/** A token or a quoted string; anything else is no value. */
function unquote(raw: string): string | undefined {
  if (token.test(raw)) return raw
  if (raw.length >= 2 && raw.startsWith('"') && raw.endsWith('"') && !/(?<!\\)"/.test(raw.slice(1, -1)))
    return raw.slice(1, -1).replace(/\\(.)/g, '$1')
  return undefined
}
