import {type HeaderList, listOf, shown, valuesOf} from './header-list.ts'

/** A header with few values: whether it was sent, whether a browser obeys it, and what counts in the end. */
export interface SimpleHeader {
  present: boolean
  valid: boolean
  values: string[]
  effective?: string
}

const referrerPolicies = new Set([
  'no-referrer',
  'no-referrer-when-downgrade',
  'same-origin',
  'origin',
  'strict-origin',
  'origin-when-cross-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
])
const openerPolicies = new Set(['same-origin', 'same-origin-allow-popups', 'noopener-allow-popups', 'unsafe-none'])

function simple(values: readonly string[], effective: string | undefined): SimpleHeader {
  const header: SimpleHeader = {present: values.length > 0, valid: effective !== undefined, values: shown(values)}
  if (effective !== undefined) header.effective = effective.slice(0, 100)
  return header
}

/** X-Frame-Options (HTML, 7.7): one value, DENY or SAMEORIGIN; ALLOW-FROM is obeyed by no browser of today. */
export function parseFrameOptions(headers: HeaderList): SimpleHeader {
  const values = valuesOf(headers, 'x-frame-options')
  const said = [...new Set(listOf(values).map((value) => value.toLowerCase()))]
  return simple(values, said.length === 1 && (said[0] === 'deny' || said[0] === 'sameorigin') ? said[0] : undefined)
}

/** X-Content-Type-Options (Fetch, 3.6): the first value counts. */
export function parseContentTypeOptions(headers: HeaderList): SimpleHeader {
  const values = valuesOf(headers, 'x-content-type-options')
  const first = values.join(',').split(',')[0]?.trim().toLowerCase()
  return simple(values, first === 'nosniff' ? first : undefined)
}

/** Referrer-Policy (8.1): the last word that is known counts; a meta element stands after the header. */
export function parseReferrerPolicy(headers: HeaderList, metas: readonly string[] = []): SimpleHeader {
  const values = [...valuesOf(headers, 'referrer-policy'), ...metas.slice(0, 10)]
  const known = listOf(values)
    .map((value) => value.toLowerCase())
    .filter((value) => referrerPolicies.has(value))
  return simple(values, known.at(-1))
}

/** Permissions-Policy is a dictionary of RFC 8941; the old Feature-Policy is not obeyed any more. */
export function parsePermissionsPolicy(headers: HeaderList): SimpleHeader {
  const values = valuesOf(headers, 'permissions-policy')
  const features = listOf(values).filter((part) => /^[a-z][a-z0-9-]*=(?:\*|self|\(|"|\?)/.test(part))
  return simple(values, features.length > 0 ? features.map((part) => part.slice(0, part.indexOf('='))).join(' ') : undefined)
}

/** Cross-Origin-Opener-Policy (HTML, 7.1.3): one item; two headers are no item. */
export function parseOpenerPolicy(headers: HeaderList): SimpleHeader {
  const values = valuesOf(headers, 'cross-origin-opener-policy')
  const [first = ''] = (values[0] ?? '').split(';')
  const word = first.trim()
  return simple(values, values.length === 1 && openerPolicies.has(word) ? word : undefined)
}
