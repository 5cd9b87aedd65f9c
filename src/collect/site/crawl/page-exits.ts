import type {Answer} from '../http/fetcher.ts'
import {isHtml} from '../page/header-facts.ts'
import {baseOf} from '../page/page-links.ts'
import {parsePage, type RawPage, refreshOf} from '../page/parse-page.ts'
import {namesFile} from '../personal-data/document-links.ts'
import {pageCharset} from './page-charset.ts'
import {absoluteUrl} from './site-urls.ts'

/** Where one view of a page leads, as far as HTML tells. */
export interface PageExits {
  links: {url: URL; text: string}[]
  canonical?: URL
  feeds: URL[]
  forms: RawPage['forms']
  base: string
  /** Addresses exist that were not kept. */
  cut: boolean
  /** Links that only a script can follow. */
  scripted: number
  /** Scripts, and not one link: the page is made in the browser. */
  madeByScript: boolean
}

/** Goes nowhere, or not to another page. */
const harmlessScript = /^javascript:\s*(?:window\.)?(?:history\.|print\(|close\(|scroll)/i
const emptyScript = /^javascript:\s*(?:void\s*\(?\s*0?\s*\)?|;|false|return false|\/\/|#)?\s*;?\s*$/i

/** Reads the exits of an HTML answer; undefined where it is something else. */
export function pageExits(answer: Answer): PageExits | undefined {
  if (!isHtmlLike(answer)) return undefined
  const raw = parsePage(answer.body, pageCharset(answer), answer.truncated)
  const base = baseOf(raw, answer.url)
  const links: PageExits['links'] = []
  let scripted = 0
  const add = (href: string, text: string) => {
    const url = absoluteUrl(href, base)
    if (!url) return
    links.push({url, text})
    for (const shown of filesShownBy(url)) links.push({url: shown, text})
  }
  for (const {href, text} of raw.links)
    if (!/^\s*javascript:/i.test(href)) add(href, text.replace(/\s+/g, ' ').trim())
    else if (!emptyScript.test(href.slice(0, 200)) && !harmlessScript.test(href)) scripted++
  for (const href of raw.otherLinks) add(href, '')
  for (const {tag, use, url} of raw.parts) if (use === 'frame' || tag === 'embed' || tag === 'object') add(url, '')
  // A form with nothing to fill in is a link that looks like a button.
  for (const {method, fields, action} of raw.forms) if (method === 'get' && fields.length === 0 && action.trim() !== '') add(action, '')
  const refresh = raw.refresh ?? refreshOf(headerValue(answer, 'refresh'))
  if (refresh !== undefined) add(refresh, '')
  const canonical = raw.canonical === undefined ? undefined : absoluteUrl(raw.canonical, base)
  return {
    links,
    ...(canonical ? {canonical} : {}),
    feeds: raw.feeds.flatMap((href) => absoluteUrl(href, base) ?? []),
    forms: raw.forms,
    base,
    cut: raw.cut || raw.linksCut,
    scripted,
    madeByScript: links.length === 0 && hasScript(answer),
  }
}

/** HTML by its name or by its look. */
export function isHtmlLike(answer: Answer): boolean {
  return isHtml(answer) || looksLikeHtml(answer)
}

/** Servers name pages wrongly; browsers look at them all the same only where no type is sent, but spam hides behind any. */
function looksLikeHtml({body}: Answer): boolean {
  const head = body.subarray(0, 1000)
  const start = (head[0] === 0xff || head[0] === 0xfe ? head.toString('utf16le') : head.toString('latin1')).replace(
    /^(?:\uFEFF|\xEF\xBB\xBF)/,
    '',
  )
  return /^\s*<(?:!doctype html|html|head|body)\b/i.test(start)
}

function hasScript({body}: Answer): boolean {
  return /<\s*\0?s\0?c\0?r\0?i\0?p\0?t/i.test(body.toString('latin1'))
}

function headerValue({headers}: Answer, name: string): string {
  return headers.find(([candidate]) => candidate === name)?.[1] ?? ''
}

/** Viewers, of others too, get the address of the file that they show as a parameter. */
function filesShownBy(viewer: URL): URL[] {
  const files: URL[] = []
  for (const value of viewer.searchParams.values()) {
    if (files.length >= 3) break
    const url = /^(?:https?:)?\/|^[\w.~%-]+\/|\.\w{2,5}$/.test(value.slice(0, 2000)) ? absoluteUrl(value, viewer.href) : undefined
    if (url && namesFile(url) && url.href !== viewer.href) files.push(url)
  }
  return files
}
