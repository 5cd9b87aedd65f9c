import {isIP} from 'node:net'
import {getDomain} from 'tldts'
import type {FetchFailure} from './fetcher.ts'

export type NextUrl = {ok: true; url: URL} | {ok: false; reason: FetchFailure; detail: string}

/** What a site is, for the question whether an address belongs to it. */
export interface Scope {
  host: string
  port: number
  permits: (address: string) => boolean
}

/** Where a redirect leads, if one may follow it. */
export function followLocation(from: URL, location: string, scope: Scope): NextUrl {
  const url = URL.parse(location.slice(0, 4000), from.href)
  return url ? withinScope(url, scope) : {ok: false, reason: 'redirect-invalid', detail: `"${location.slice(0, 200)}" is no address`}
}

/** An address that may be asked for: the web only, usual ports or the site's own, the site's own domain, no credentials. */
export function withinScope(url: URL, {host, port: sitePort, permits}: Scope): NextUrl {
  const shown = `${url.protocol}//${url.host}${url.pathname}`.slice(0, 300)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return {ok: false, reason: 'redirect-invalid', detail: `${url.protocol.slice(0, 40)} is no web address`}
  if (url.username !== '' || url.password !== '') return {ok: false, reason: 'redirect-invalid', detail: `${shown} carries a user name`}
  const hostname = bareHost(url)
  if (hostname !== host && isInside(hostname, permits))
    return {ok: false, reason: 'private-address', detail: `leads to ${shown}, which is no public place`}
  if (!sameDomain(host, hostname)) return {ok: false, reason: 'off-scope', detail: `leads to ${shown}`}
  const port = portOf(url)
  if (port !== 80 && port !== 443 && port !== sitePort)
    return {ok: false, reason: 'off-scope', detail: `${shown} is on port ${port}, which was not asked for`}
  url.hash = ''
  return {ok: true, url}
}

/** The host without the brackets of IPv6. */
export const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

/** An address that may not be reached, or a name that means something within one network only. */
function isInside(hostname: string, permits: (address: string) => boolean): boolean {
  const host = hostname.replace(/\.$/, '')
  if (isIP(host) !== 0) return !permits(host)
  // RFC 6761 and RFC 6762, and the name that was set aside for networks of their own.
  return !host.includes('.') || /\.(localhost|local|internal|lan|home\.arpa)$/.test(host)
}

/** Same registrable domain; where there is none (addresses, local names) the same host. */
export function sameDomain(a: string, b: string): boolean {
  if (a === b) return true
  if (isIP(a) !== 0 || isIP(b) !== 0) return false
  const domain = getDomain(a, {allowPrivateDomains: false})
  return domain !== null && domain === getDomain(b, {allowPrivateDomains: false})
}

export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port)
  return url.protocol === 'https:' ? 443 : 80
}

export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}

/** Where a redirect leads, as whole as it can be made, for the record. */
export function absoluteLocation(from: URL, location: string): string {
  const cut = location.slice(0, 1000)
  return URL.parse(cut, from.href)?.href ?? cut
}
