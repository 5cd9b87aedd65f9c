import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import {show} from './header-list.ts'

type SecurityTxt = SiteFactValue<'securityTxt'>

const mostLines = 1000
const mostLength = 32_768
const fields = new Set([
  'acknowledgments',
  'acknowledgements',
  'canonical',
  'contact',
  'encryption',
  'expires',
  'hiring',
  'policy',
  'preferred-languages',
])
const moment = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})$/

/** Reads a security.txt (RFC 9116): one Expires, one Contact or more, addresses over https, fields by lines. */
export function parseSecurityTxt(body: string, url: string, contentType: string | undefined): SecurityTxt {
  const wrong = new Set<string>()
  const contacts: string[] = []
  const expires: string[] = []
  let languages = 0
  const {lines, signed} = unwrap(body.slice(0, mostLength))
  for (const line of lines.slice(0, mostLines)) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const [, name, value] = /^([A-Za-z][A-Za-z0-9-]{0,40}):[ \t]*(.*)$/.exec(line.slice(0, 2100)) ?? []
    if (name === undefined || value === undefined) {
      wrong.add('line-not-a-field')
      continue
    }
    const field = name.toLowerCase()
    const said = value.trim()
    if (!fields.has(field)) continue
    if (field === 'expires') expires.push(said)
    else if (field === 'preferred-languages') languages++
    else {
      if (field === 'contact') contacts.push(show(said, 300))
      if (!isUri(said)) wrong.add(`${field}-not-a-uri`)
      else if (/^http:/i.test(said)) wrong.add(`${field}-not-https`)
    }
  }
  const [first] = expires
  const at = first !== undefined && moment.test(first) ? new Date(first.toUpperCase()) : undefined
  const known = at !== undefined && !Number.isNaN(at.getTime())
  if (expires.length === 0) wrong.add('expires-missing')
  else if (expires.length > 1) wrong.add('expires-repeated')
  if (expires.length > 0 && !known) wrong.add('expires-not-a-moment')
  if (contacts.length === 0) wrong.add('contact-missing')
  if (languages > 1) wrong.add('preferred-languages-repeated')
  if (!url.startsWith('https:')) wrong.add('not-over-https')
  if (!/^text\/plain\b/i.test(contentType ?? '')) wrong.add('not-text-plain')
  else if (/charset=/i.test(contentType ?? '') && !/charset="?utf-?8/i.test(contentType ?? '')) wrong.add('not-utf-8')
  return {
    present: true,
    url: show(url, 2000),
    valid: wrong.size === 0,
    errors: [...wrong].slice(0, 20),
    ...(known ? {expires: at.toISOString()} : {}),
    contacts: contacts.slice(0, 10),
    signed,
  }
}

/** An answer that is a page, or has no field at all, is no security.txt, whatever its status. */
export const looksLikeSecurityTxt = (body: string, contentType: string | undefined): boolean =>
  !/^text\/html\b/i.test(contentType ?? '') &&
  !/^\s*<(?:!doctype|html)/i.test(body) &&
  /^(?:- )?(?:contact|expires|canonical|policy|encryption):/im.test(body.slice(0, mostLength))

/** Lines inside a signature of OpenPGP, without its marks (RFC 4880, 7). */
function unwrap(text: string): {lines: string[]; signed: boolean} {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  const begin = lines.findIndex((line) => line.trimEnd() === '-----BEGIN PGP SIGNED MESSAGE-----')
  if (begin < 0) return {lines, signed: false}
  const blank = lines.indexOf('', begin)
  const end = lines.findIndex((line, index) => index > begin && line.trimEnd() === '-----BEGIN PGP SIGNATURE-----')
  const inside = lines.slice(blank < 0 ? begin + 1 : blank + 1, end < 0 ? undefined : end)
  return {lines: inside.map((line) => (line.startsWith('- ') ? line.slice(2) : line)), signed: true}
}

function isUri(text: string): boolean {
  return /^(?:mailto:[^\s@]+@[^\s@]+|tel:\+?[\d().-]+|(?:https?|dns|openpgp4fpr):\S+)$/i.test(text)
}
