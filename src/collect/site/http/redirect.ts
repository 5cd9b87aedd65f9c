import {isIP} from 'node:net'
import {getDomain} from 'tldts'
import type {FetchFailure} from './fetcher.ts'

export type NextUrl = {ok: true; url: URL} | {ok: false; reason: FetchFailure; detail: string}

/** Where a redirect leads, if one may follow it: the web only, usual ports, the site's own domain, no credentials. */
export function followLocation(
  from: URL,
  location: string,
  {port: sitePort, permits}: {port: number; permits: (address: string) => boolean},
): NextUrl {
  let url: URL
  try {
    url = new URL(location.slice(0, 4000), from)
  } catch {
    return {ok: false, reason: 'redirect-invalid', detail: `"${location.slice(0, 200)}" is no address`}
  }
  const shown = `${url.protocol}//${url.host}${url.pathname}`.slice(0, 300)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return {ok: false, reason: 'redirect-invalid', detail: `${url.protocol.slice(0, 40)} is no web address`}
  if (url.username !== '' || url.password !== '') return {ok: false, reason: 'redirect-invalid', detail: `${shown} carries a user name`}
  if (url.hostname !== from.hostname && isInside(url.hostname, permits))
    return {ok: false, reason: 'private-address', detail: `leads to ${shown}, which is no public place`}
  if (!sameDomain(from.hostname, url.hostname)) return {ok: false, reason: 'off-scope', detail: `leads to ${shown}`}
  const port = portOf(url)
  if (port !== 80 && port !== 443 && port !== sitePort)
    return {ok: false, reason: 'off-scope', detail: `${shown} is on port ${port}, which was not asked for`}
  url.hash = ''
  return {ok: true, url}
}

/** An address that may not be reached, or a name that means something within one network only. */
function isInside(hostname: string, permits: (address: string) => boolean): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
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
