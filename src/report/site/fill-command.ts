import {isIP} from 'node:net'
import type {RemedyValue} from '../../model/site-remedies.ts'
import type {SeenSite} from './values.ts'

/** A name or an address, and nothing that a shell would read as more. */
const safeHost = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$|^[0-9a-f:.]+$/
/** Inside single quotes only the quote itself ends them; a backslash or a line end has no place in an address anyhow. */
const unsafeInUrl = /['"\\`$!\s]|\p{Cc}|[^ -~]/gu

/**
 * Fills a command or lines of a configuration for one site. Every value holds only characters of a host name, or stands
 * in single quotes as an address in which quotes are percent-encoded: a site must not write commands for the reader.
 */
export function createCommandFiller(site: SeenSite): (template: string, found?: string, address?: string) => string | undefined {
  const {scheme, host, port, domain, mail} = site
  const isAddress = isIP(host) !== 0
  const shown = host.includes(':') ? `[${host}]` : host
  const isWeb = scheme === 'https' || scheme === 'http'
  const usual = port === (scheme === 'http' ? 80 : 443)
  const origin = `${isWeb ? scheme : 'https'}://${shown}${usual ? '' : `:${port}`}`
  const clientOf = (at: string) =>
    [
      `openssl s_client -connect ${at.includes(':') ? `[${at}]` : at}:${port}`,
      isAddress ? '-noservername' : `-servername ${host}`,
      ...(scheme === 'smtp' ? ['-starttls smtp'] : []),
    ].join(' ')
  const values: Record<RemedyValue, string> = {
    client: clientOf(host),
    host,
    port: String(port),
    url: safeUrl(site.url) ?? `${origin}/`,
    origin,
    plain: `http://${shown}${scheme === 'http' && port !== 80 ? `:${port}` : ''}/`,
    found: '',
    domain,
    mail,
  }
  const isSafe = [host, domain, mail].every((name) => safeHost.test(name)) && Number.isInteger(port)
  return (template, found, address) => {
    if (!isSafe) return undefined
    // The machine that shows the fault, where the name leads to several.
    const client = address !== undefined && isIP(address) !== 0 && safeHost.test(address) ? clientOf(address) : values.client
    const own = {...values, client, found: (found === undefined ? undefined : safeUrl(found)) ?? values.url}
    return template.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: RemedyValue) => own[name])
  }
}

function safeUrl(text: string): string | undefined {
  const url = URL.parse(text)
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') return undefined
  if (!safeHost.test(url.hostname.replace(/^\[|\]$/g, ''))) return undefined
  return url.href.replace(unsafeInUrl, (character) => encodeURIComponent(character).replace("'", '%27').replace('!', '%21'))
}
