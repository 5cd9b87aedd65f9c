import type {EndpointFactValue} from '../../model/facts/index.ts'
import {parseProcNet} from '../parse/proc-net.ts'
import type {Probe, Seen} from '../probe.ts'

export type Port = EndpointFactValue<'ports'>['listening'][number]

const tables = [
  {file: '/proc/net/tcp', protocol: 'tcp', state: '0A'},
  {file: '/proc/net/tcp6', protocol: 'tcp', state: '0A'},
  {file: '/proc/net/udp', protocol: 'udp', state: '07'},
  {file: '/proc/net/udp6', protocol: 'udp', state: '07'},
] as const

/** Waiting sockets of this network namespace out of /proc/net, the same one once. */
export async function readListening(probe: Probe): Promise<Seen<{ports: Port[]; odd: number}>> {
  const texts = await Promise.all(tables.map(({file}) => probe.readText(file)))
  const ports = new Map<string, Port>()
  let odd = 0
  for (const [index, table] of tables.entries()) {
    const text = texts[index]
    if (!text?.ok) {
      // Without IPv6 the kernel has no tcp6 and udp6.
      if (text?.reason === 'not-supported' && table.file.endsWith('6')) continue
      return text ?? {ok: false, reason: 'error', detail: `${table.file} was not answered`}
    }
    const parsed = parseProcNet(text.value)
    if (!parsed) return {ok: false, reason: 'error', detail: `${table.file} does not look like a table of sockets`}
    odd += parsed.odd
    for (const {address, port, state} of parsed.sockets) {
      if (state !== table.state || port === 0) continue
      const found: Port = {protocol: table.protocol, address, port, loopback: isLoopback(address)}
      ports.set(keyOf(found), found)
    }
  }
  return {ok: true, value: {ports: [...ports.values()].sort(byPort), odd}}
}

/** Tells sockets apart. */
export function keyOf(socket: {protocol: string; address: string; port: number}): string {
  return `${socket.protocol} ${socket.address} ${socket.port}`
}

/** Reachable from this machine only. */
export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1'
}

/** Order of a list of ports that does not depend on the kernel's. */
export function byPort(a: Port, b: Port): number {
  return (a.protocol < b.protocol ? -1 : a.protocol > b.protocol ? 1 : 0) || a.port - b.port || (a.address < b.address ? -1 : 1)
}
