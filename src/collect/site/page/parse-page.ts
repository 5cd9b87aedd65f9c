import {Parser} from 'htmlparser2'

/** What stands in the HTML, before any address is made whole or judged. */
export interface RawPage {
  base?: string
  forms: RawForm[]
  passwordFields: number
  parts: {tag: string; url: string; use: PartUse; integrity: boolean}[]
  links: {href: string; text: string}[]
  metaCsp: string[]
  metaReferrer: string[]
  generators: string[]
  /** The head was read to its end. */
  headRead: boolean
  /** Limits ended the reading. */
  cut: boolean
}

export interface RawForm {
  action: string
  method: string
  fields: {name: string; type: string}[]
  passwordFields: number
  role: string
}

export type PartUse = 'script' | 'style' | 'frame' | 'active' | 'passive'

const mostBytes = 3 * 1024 * 1024
const chunkLength = 16_384
const mostTags = 200_000
const mostDepth = 2000
const mostAttributes = 500
const mostParts = 3000
const mostLinks = 3000
const mostForms = 51
const longestUrl = 4000
/** A tag that is none of these ends the head. */
const ofHead = new Set('html head title meta link base style script noscript template'.split(' '))
const inline = new Set('b i u em strong font span small'.split(' '))
const notFilled = new Set(['hidden', 'submit', 'button', 'reset', 'image'])

/** Reads a page as a stream within limits of bytes, tags, depth and attributes; never throws. */
export function parsePage(body: Uint8Array, charset?: string, truncated = false): RawPage {
  const page: RawPage = {
    forms: [],
    passwordFields: 0,
    parts: [],
    links: [],
    metaCsp: [],
    metaReferrer: [],
    generators: [],
    headRead: false,
    cut: truncated || body.length > mostBytes,
  }
  let tags = 0
  let depth = 0
  let attributes = 0
  let stop = false
  let form: RawForm | undefined
  let link: {href: string; text: string} | undefined
  const parser = new Parser({
    onattribute() {
      if (++attributes > mostAttributes) stop = true
    },
    onopentag(tag, attribs) {
      attributes = 0
      if (stop) return
      if (++tags > mostTags || ++depth > mostDepth) {
        stop = true
        return
      }
      if (!ofHead.has(tag)) page.headRead = true
      if (link && !inline.has(tag)) link.text += ' '
      if (tag === 'base' && page.base === undefined && attribs['href'] !== undefined) page.base = attribs['href'].slice(0, longestUrl)
      else if (tag === 'meta') readMeta(page, attribs)
      else if (tag === 'form' && form === undefined) {
        form = {
          action: (attribs['action'] ?? '').slice(0, longestUrl),
          method: (attribs['method'] ?? 'get').trim().toLowerCase().slice(0, 10),
          fields: [],
          passwordFields: 0,
          role: (attribs['role'] ?? '').toLowerCase(),
        }
        if (page.forms.length < mostForms) page.forms.push(form)
        else page.cut = true
      } else if (tag === 'input' || tag === 'textarea' || tag === 'select' || tag === 'button') readField(page, form, tag, attribs)
      else if (tag === 'a' && attribs['href'] !== undefined && page.links.length < mostLinks) {
        link = {
          href: attribs['href'].trim().slice(0, longestUrl),
          text: attribs['title'] === undefined ? '' : `${attribs['title'].slice(0, 200)} `,
        }
        page.links.push(link)
      }
      for (const part of partsOf(tag, attribs)) {
        if (page.parts.length < mostParts) page.parts.push(part)
        else page.cut = true
      }
    },
    ontext(text) {
      if (link && link.text.length < 300) link.text += text.slice(0, 300)
    },
    onclosetag(tag, implied) {
      depth = Math.max(0, depth - 1)
      if (tag === 'form') form = undefined
      else if (tag === 'a') link = undefined
      else if (tag === 'head' && !implied) page.headRead = true
    },
  })
  const text = decode(body.subarray(0, mostBytes), charset)
  for (let at = 0; at < text.length && !stop; at += chunkLength) parser.write(text.slice(at, at + chunkLength))
  if (stop) page.cut = true
  else parser.end()
  if (!page.cut) page.headRead = true
  return page
}

function decode(body: Uint8Array, charset = 'utf-8'): string {
  try {
    return new TextDecoder(charset).decode(body)
  } catch {
    return new TextDecoder().decode(body)
  }
}

function readMeta(page: RawPage, attribs: Record<string, string>): void {
  const content = (attribs['content'] ?? '').trim().slice(0, 16_384)
  const equiv = attribs['http-equiv']?.trim().toLowerCase()
  const name = attribs['name']?.trim().toLowerCase()
  // A policy counts in the head only (CSP 3, 3.3).
  if (equiv === 'content-security-policy' && !page.headRead && content !== '' && page.metaCsp.length < 10) page.metaCsp.push(content)
  else if (name === 'referrer' && page.metaReferrer.length < 10) page.metaReferrer.push(content.slice(0, 200))
  else if (name === 'generator' && content !== '' && page.generators.length < 10) page.generators.push(content.slice(0, 200))
}

function readField(page: RawPage, form: RawForm | undefined, tag: string, attribs: Record<string, string>): void {
  const type = tag === 'input' ? (attribs['type'] ?? 'text').trim().toLowerCase() : tag
  if (type === 'password') {
    page.passwordFields++
    if (form) form.passwordFields++
  }
  if (form && !notFilled.has(type) && form.fields.length < 500)
    form.fields.push({name: (attribs['name'] ?? '').slice(0, 80), type: type.slice(0, 20)})
  // A button may send the form elsewhere; that is a form of its own.
  const elsewhere = attribs['formaction']
  if (form && elsewhere !== undefined && (type === 'submit' || type === 'button' || type === 'image') && page.forms.length < mostForms)
    page.forms.push({...form, fields: [...form.fields], action: elsewhere.slice(0, longestUrl)})
}

const active: Record<string, string> = {iframe: 'src', frame: 'src', embed: 'src', object: 'data'}
const passive: Record<string, string> = {img: 'src', audio: 'src', video: 'src', source: 'src', track: 'src'}

/** Addresses that a browser fetches by itself for the page. */
function partsOf(tag: string, attribs: Record<string, string>): RawPage['parts'] {
  const parts: RawPage['parts'] = []
  const add = (url: string | undefined, use: PartUse, integrity = false) => {
    if (url !== undefined && url.trim() !== '') parts.push({tag, url: url.trim().slice(0, longestUrl), use, integrity})
  }
  const integrity = /\bsha(?:256|384|512)-/.test(attribs['integrity'] ?? '')
  if (tag === 'script') add(attribs['src'], 'script', integrity)
  else if (tag === 'link') {
    const rel = (attribs['rel'] ?? '').toLowerCase().split(/\s+/)
    const as = (attribs['as'] ?? '').toLowerCase()
    if (rel.includes('stylesheet')) add(attribs['href'], 'style', integrity)
    else if (rel.includes('manifest') || rel.includes('modulepreload')) add(attribs['href'], 'active')
    else if (rel.includes('preload') && as !== '') add(attribs['href'], ['image', 'audio', 'video'].includes(as) ? 'passive' : 'active')
    else if (rel.includes('icon')) add(attribs['href'], 'passive')
  } else if (active[tag] !== undefined) add(attribs[active[tag]], tag === 'iframe' || tag === 'frame' ? 'frame' : 'active')
  else if (passive[tag] !== undefined) {
    add(attribs[passive[tag]], 'passive')
    if (tag === 'video') add(attribs['poster'], 'passive')
    for (const candidate of (attribs['srcset'] ?? '').slice(0, longestUrl).split(',').slice(0, 20))
      add(candidate.trim().split(/\s/)[0], 'passive')
  } else if (tag === 'input' && attribs['type']?.toLowerCase() === 'image') add(attribs['src'], 'passive')
  return parts
}
