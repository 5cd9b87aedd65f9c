import {Parser} from 'htmlparser2'

/** What stands in the HTML, before any address is made whole or judged. */
export interface RawPage {
  base?: string
  forms: RawForm[]
  passwordFields: number
  parts: {tag: string; url: string; use: PartUse; integrity: boolean}[]
  links: {href: string; text: string}[]
  /** Addresses that lead on without being a link: areas of a picture, scripts of a click, choices of a list. */
  otherLinks: string[]
  canonical?: string
  /** Where a meta refresh leads. */
  refresh?: string | undefined
  /** RSS and Atom. */
  feeds: string[]
  /** More links than are kept. */
  linksCut: boolean
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
    otherLinks: [],
    feeds: [],
    linksCut: false,
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
      else if (tag === 'a' && attribs['href'] !== undefined) {
        if (page.links.length >= mostLinks) page.linksCut = true
        else {
          link = {
            href: attribs['href'].trim().slice(0, longestUrl),
            text: attribs['title'] === undefined ? '' : `${attribs['title'].slice(0, 200)} `,
          }
          page.links.push(link)
        }
      } else if (tag === 'link') readRelation(page, attribs)
      readOtherLink(page, tag, attribs)
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

/** `5; url='/a'` of a meta tag or a header. */
export function refreshOf(content: string): string | undefined {
  return /^[\d.\s]{0,20}[;,]\s{0,20}(?:url\s{0,20}=\s{0,20})?["']?([^"']{1,2000})/i.exec(content)?.[1]?.trim()
}

function readMeta(page: RawPage, attribs: Record<string, string>): void {
  const content = (attribs['content'] ?? '').trim().slice(0, 16_384)
  const equiv = attribs['http-equiv']?.trim().toLowerCase()
  const name = attribs['name']?.trim().toLowerCase()
  if (equiv === 'refresh') page.refresh ??= refreshOf(content)
  // A policy counts in the head only (CSP 3, 3.3).
  if (equiv === 'content-security-policy' && !page.headRead && content !== '' && page.metaCsp.length < 10) page.metaCsp.push(content)
  else if (name === 'referrer' && page.metaReferrer.length < 10) page.metaReferrer.push(content.slice(0, 200))
  else if (name === 'generator' && content !== '' && page.generators.length < 10) page.generators.push(content.slice(0, 200))
}

function readRelation(page: RawPage, attribs: Record<string, string>): void {
  const rel = (attribs['rel'] ?? '').toLowerCase().split(/\s+/)
  const href = attribs['href']?.trim().slice(0, longestUrl)
  if (href === undefined || href === '') return
  if (rel.includes('canonical')) page.canonical ??= href
  else if (rel.includes('next') || rel.includes('prev')) addOtherLink(page, href)
  else if (rel.includes('alternate') && page.feeds.length < 5 && /^application\/(?:rss|atom)\+xml/i.test(attribs['type'] ?? ''))
    page.feeds.push(href)
}

/** `location = "/a"`, `location.href="/a"`, `window.open('/a')` of a click. */
const clickTarget = /(?:location(?:\.href)?\s{0,3}=|location\.(?:assign|replace)\(|open\()\s{0,3}['"]([^'"]{1,2000})['"]/

function readOtherLink(page: RawPage, tag: string, attribs: Record<string, string>): void {
  if (tag === 'area' && attribs['href'] !== undefined) addOtherLink(page, attribs['href'])
  if (tag === 'option' && /^(?:https?:\/)?\//i.test(attribs['value'] ?? '')) addOtherLink(page, attribs['value'] ?? '')
  const click = attribs['onclick']
  const target = click === undefined ? undefined : clickTarget.exec(click.slice(0, longestUrl))?.[1]
  if (target !== undefined) addOtherLink(page, target)
}

function addOtherLink(page: RawPage, href: string): void {
  if (page.otherLinks.length >= mostLinks) page.linksCut = true
  else page.otherLinks.push(href.trim().slice(0, longestUrl))
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
