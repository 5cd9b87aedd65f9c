import type {CrawlRules} from '../../../model/crawl-rules.ts'
import type {SiteTarget} from '../context.ts'
import {portOf, sameDomain} from '../http/redirect.ts'
import {namesFile} from '../personal-data/document-links.ts'

export type UrlKind = 'page' | 'document' | 'asset' | 'other-port' | 'too-long' | 'other-host' | 'foreign'

/** Which addresses belong to a site, and which of them are one and the same page. */
export interface SiteUrls {
  /** A host that the site itself leads to, such as "www." before its name. */
  addHost(host: string): void
  /** A page of the site, a file of its domain, another host of the domain, or somebody else's. */
  kindOf(url: URL): UrlKind
  /** The same for addresses that show the same page: scheme, "www.", order and parameters that only count visitors. */
  keyOf(url: URL): string
}

const webPorts = new Set([80, 443])
const longestUrl = 2000

export function createSiteUrls({host, port}: Pick<SiteTarget, 'host' | 'port'>, rules: CrawlRules): SiteUrls {
  const own = new Set([bare(host)])
  const ignored = new Set(rules.ignoredParameters)
  const asset = new RegExp(`\\.(?:${rules.assets.join('|')})$`, 'i')
  return {
    addHost: (name) => own.add(bare(name)),
    kindOf(url) {
      if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.username !== '') return 'foreign'
      const hostname = url.hostname.replace(/^\[|\]$/g, '')
      const isOwn = own.has(bare(hostname))
      if (!isOwn && !sameDomain(hostname, host)) return 'foreign'
      if (url.href.length > longestUrl) return isOwn ? 'too-long' : 'foreign'
      if (asset.test(url.pathname)) return 'asset'
      const at = portOf(url)
      if (!webPorts.has(at) && at !== port) return isOwn ? 'other-port' : 'other-host'
      if (namesFile(url)) return 'document'
      return isOwn ? 'page' : 'other-host'
    },
    keyOf(url) {
      const at = portOf(url)
      const path = url.pathname.replace(/;[a-z]*sess[a-z]*id=[^/;]*/i, '')
      const search = [...url.searchParams]
        .filter(([name]) => !ignored.has(name.toLowerCase()))
        .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
        .sort()
        .join('&')
      return `${bare(url.hostname)}${webPorts.has(at) ? '' : `:${at}`}${path}${search === '' ? '' : `?${search}`}`
    },
  }
}

/** An absolute address without its fragment; undefined where it is none. */
export function absoluteUrl(href: string, base?: string): URL | undefined {
  const url = URL.parse(href.trim(), base)
  if (!url) return undefined
  url.hash = ''
  return url
}

function bare(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/^www\./, '')
}
