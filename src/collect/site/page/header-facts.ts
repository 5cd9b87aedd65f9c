import type {Gap} from '../../../model/fact.ts'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {PageTables} from '../../../model/page-tables.ts'
import type {Answer} from '../http/fetcher.ts'
import {readBanners, softwareOf} from './banners.ts'
import {judgeCsp, restrictsFraming} from './csp.ts'
import {show, valuesOf} from './header-list.ts'
import type {RawPage} from './parse-page.ts'
import {
  parseContentTypeOptions,
  parseFrameOptions,
  parseOpenerPolicy,
  parsePermissionsPolicy,
  parseReferrerPolicy,
} from './simple-headers.ts'

type Headers = SiteFactValue<'headers'>

/** Headers of a page that answered; `raw` is its HTML where it is a page. */
export function headerFacts(home: Answer, raw: RawPage | undefined, tables: PageTables): {value: Headers; gaps: Record<string, Gap>} {
  const {headers} = home
  const policies = valuesOf(headers, 'content-security-policy')
  const banners = readBanners(headers, raw?.generators ?? [])
  const referrer = parseReferrerPolicy(headers, raw?.metaReferrer)
  const value: Headers = {
    ...basics(home),
    html: isHtml(home),
    frameAncestors: restrictsFraming(policies),
    xfo: parseFrameOptions(headers),
    xcto: parseContentTypeOptions(headers),
    referrer,
    permissions: parsePermissionsPolicy(headers),
    coop: parseOpenerPolicy(headers),
    banners,
    software: softwareOf(banners, tables),
  }
  const gaps: Record<string, Gap> = {}
  const csp = judgeCsp(policies, raw?.metaCsp ?? [], valuesOf(headers, 'content-security-policy-report-only'))
  // A policy may stand in the part of the head that was not read.
  if (csp.present || raw === undefined || raw.headRead) value.csp = csp
  else gaps['csp'] = {reason: 'not-collected', detail: 'the head of the page was not read to its end'}
  return {value, gaps}
}

/** A page behind a password tells that it is, and nothing of the page. */
export function lockedFacts(home: Answer, tables: PageTables): {value: Headers; gaps: Record<string, Gap>} {
  const banners = readBanners(home.headers, [])
  const gap: Gap = {reason: 'no-rights', detail: 'the page asks for a password'}
  const unseen = ['html', 'csp', 'frameAncestors', 'xfo', 'xcto', 'referrer', 'permissions', 'coop']
  return {
    value: {...basics(home), banners, software: softwareOf(banners, tables)},
    gaps: Object.fromEntries(unseen.map((name) => [name, gap])),
  }
}

const basics = (home: Answer): Headers => ({
  url: show(home.url, 2000),
  status: home.status,
  https: home.url.startsWith('https:'),
  basicAuth: asksBasic(home),
  banners: [],
  software: [],
})

export const asksBasic = (home: Answer): boolean =>
  home.status === 401 && valuesOf(home.headers, 'www-authenticate').some((value) => /(?:^|,)\s*basic\b/i.test(value))

export function contentTypeOf(answer: Answer): string | undefined {
  return valuesOf(answer.headers, 'content-type')[0]?.slice(0, 200)
}

export function charsetOf(answer: Answer): string | undefined {
  return /charset\s*=\s*"?([\w-]{1,40})/i.exec(contentTypeOf(answer) ?? '')?.[1]
}

/** By its type; where none is sent browsers look at the beginning. */
export function isHtml(answer: Answer): boolean {
  const type = contentTypeOf(answer)
  if (type !== undefined) return /^(?:text\/html|application\/xhtml\+xml)\b/i.test(type)
  return /^\s*<(?:!doctype html|html)/i.test(answer.body.subarray(0, 1000).toString('latin1'))
}
