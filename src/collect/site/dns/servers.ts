import {getServers} from 'node:dns'
import {isIP} from 'node:net'

export interface DnsServer {
  address: string
  port: number
}

/** "1.2.3.4", "1.2.3.4:5353", "[::1]:53" or "::1"; undefined where it is none of them: a name would have to be resolved first. */
export function parseDnsServer(text: string): DnsServer | undefined {
  const trimmed = text.trim()
  if (isIP(trimmed) !== 0) return {address: trimmed, port: 53}
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(trimmed) ?? []
  const address = bracketed ?? plain ?? ''
  const port = digits === undefined ? 53 : Number(digits)
  return isIP(address) !== 0 && port > 0 && port < 65_536 ? {address, port} : undefined
}

/** The servers that this machine is set to use. */
export function systemDnsServers(): DnsServer[] {
  return getServers().flatMap((text) => parseDnsServer(text) ?? [])
}

export const showServer = ({address, port}: DnsServer): string =>
  port === 53 ? address : `${address.includes(':') ? `[${address}]` : address}:${port}`
