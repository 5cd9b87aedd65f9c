import {getDomain} from 'tldts'
import type {Gap} from '../../../model/fact.ts'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {PageTables} from '../../../model/page-tables.ts'
import {show} from './header-list.ts'
import {baseOf, linksOf} from './page-links.ts'
import type {RawForm, RawPage} from './parse-page.ts'

type Page = SiteFactValue<'page'>

const mostForms = 50
const mostMixed = 50
const mostResources = 200
const mostHosts = 100

/** Judges what stands in a page by its address. `upgrades`: the page's policy lifts http to https by itself. */
export function pageFacts(
  raw: RawPage,
  {url, upgrades}: {url: string; upgrades: boolean},
  tables: PageTables,
): {value: Page; gaps: Record<string, Gap>} {
  const own = new URL(url)
  const https = own.protocol === 'https:'
  const base = baseOf(raw, url)
  const whole = (address: string) => {
    const target = URL.parse(address, base)
    if (target?.protocol === 'http:' && https && upgrades) target.protocol = 'https:'
    return target
  }
  const mixedActive = new Set<string>()
  const mixedPassive = new Set<string>()
  const hosts = new Set<string>()
  const resources = new Map<string, Page['resources'][number]>()
  for (const {url: address, use, integrity} of raw.parts) {
    const target = whole(address)
    if (!target || (target.protocol !== 'http:' && target.protocol !== 'https:')) continue
    const shownUrl = show(target.href, 2000)
    const thirdParty = !sameSite(target.hostname, own.hostname)
    if (thirdParty) hosts.add(target.hostname)
    if (https && target.protocol === 'http:') (use === 'passive' ? mixedPassive : mixedActive).add(shownUrl)
    if (use !== 'script' && use !== 'style') continue
    const before = resources.get(`${use} ${shownUrl}`)
    if (before) before.integrity &&= integrity
    else resources.set(`${use} ${shownUrl}`, {kind: use, url: shownUrl, thirdParty, integrity})
  }
  const links = linksOf(raw, url)
  const notice = links.find((link) => isPrivacyNotice(link, tables))
  // Those of others first: they are what a check asks for.
  const ordered = [...resources.values()].sort((a, b) => Number(b.thirdParty) - Number(a.thirdParty))
  const {cut} = raw
  const value: Page = {
    url: show(url, 2000),
    https,
    forms: raw.forms.slice(0, mostForms).map((form) => formFacts(form, whole(form.action.trim() === '' ? url : form.action), tables)),
    passwordFields: raw.passwordFields,
    mixedActive: [...mixedActive].slice(0, mostMixed),
    mixedPassive: [...mixedPassive].slice(0, mostMixed),
    resources: ordered.slice(0, mostResources),
    thirdParty: [...hosts]
      .sort()
      .slice(0, mostHosts)
      .map((host) => host.slice(0, 255)),
    generators: raw.generators.map((generator) => show(generator, 200)),
    links: links.length,
    ...(notice || !cut ? {privacyNotice: notice !== undefined} : {}),
    ...(notice ? {privacyNoticeUrl: show(notice.url, 2000)} : {}),
  }
  const partial: Gap = {reason: 'not-collected', detail: 'the page is longer than what was read of it'}
  const gaps: Record<string, Gap> = {}
  const lists = {
    forms: raw.forms.length > mostForms,
    passwordFields: false,
    mixedActive: mixedActive.size > mostMixed,
    mixedPassive: mixedPassive.size > mostMixed,
    resources: resources.size > mostResources,
    thirdParty: hosts.size > mostHosts,
  }
  for (const [name, longer] of Object.entries(lists)) if (cut || longer) gaps[`${name}.+`] = partial
  if (cut && !notice) gaps['privacyNotice'] = partial
  return {value, gaps}
}

/** Same registrable domain, or the same host where there is none. */
export function sameSite(a: string, b: string): boolean {
  if (a === b) return true
  const domain = getDomain(a)
  return domain !== null && domain === getDomain(b)
}

function formFacts(form: RawForm, action: URL | null, tables: PageTables): Page['forms'][number] {
  const names = form.fields.map(({name}) => name.toLowerCase())
  const search =
    form.passwordFields === 0 &&
    form.fields.length > 0 &&
    (form.role === 'search' ||
      form.fields.every(({type}, index) => type === 'search' || type === 'button' || tables.searchNames.includes(names[index] ?? '')))
  return {
    action: show(action?.href ?? form.action, 2000),
    method: form.method,
    fields: form.fields.length,
    passwordFields: form.passwordFields,
    search,
    plain: action?.protocol === 'http:',
  }
}

function isPrivacyNotice({url, text}: {url: string; text: string}, tables: PageTables): boolean {
  const words = text.normalize('NFC').toLowerCase()
  if (tables.privacyWords.some((word) => words.includes(word))) return true
  const path = (URL.parse(url)?.pathname ?? '').toLowerCase()
  return tables.privacyPaths.some((part) => path.includes(part))
}
