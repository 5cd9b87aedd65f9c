import {createHash} from 'node:crypto'
import {domainToASCII} from 'node:url'
import type {SiteTarget} from '../collect/site/context.ts'

const ports = {'https:': 443, 'http:': 80, 'tls:': 443, 'smtp:': 25} as const
type Protocol = keyof typeof ports

/** Takes an address apart as people write it: a bare name means https. Undefined where it names no site. */
export function parseSiteTarget(text: string, id?: string): SiteTarget | undefined {
  const trimmed = text.trim()
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`
  if (full.length > 500 || /[\s\\]/.test(full)) return undefined
  const protocol = `${full.split('://')[0]?.toLowerCase()}:`
  if (!(protocol in ports)) return undefined
  // Other schemes than those of the web do not get their host checked by the standard.
  const url = URL.parse(full.replace(/^[a-z]+:/i, protocol === 'http:' ? 'http:' : 'https:'))
  if (url?.username !== '' || url.password !== '' || url.hostname === '') return undefined
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isWeb = protocol === 'https:' || protocol === 'http:'
  if (host !== 'localhost' && !host.includes('.') && !host.includes(':')) return undefined
  const port = url.port === '' ? defaultPort(full, protocol as Protocol) : Number(url.port)
  url.hash = ''
  const shown = host.includes(':') ? `[${host}]` : host
  const clean = isWeb ? url.href : `${protocol}//${shown}:${port}`
  return {
    id: id ?? idOf(clean, host),
    url: clean,
    scheme: protocol.slice(0, -1) as SiteTarget['scheme'],
    host: domainToASCII(host) || host,
    port,
  }
}

/** "tls://host:443" loses its port to the parser, which knows it as that of https. */
function defaultPort(full: string, protocol: Protocol): number {
  const written = /^[a-z]+:\/\/(?:\[[^\]]*\]|[^/?#:]*):(\d{1,5})(?:[/?#]|$)/i.exec(full)?.[1]
  return written === undefined ? ports[protocol] : Number(written)
}

/** The same address has the same id in every run. */
function idOf(url: string, host: string): string {
  const name = host
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
  return `site-${name.slice(0, 60)}-${createHash('sha256').update(url).digest('hex').slice(0, 8)}`
}
