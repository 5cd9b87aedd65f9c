import {type DnsServer, parseDnsServer} from '../collect/site/dns/servers.ts'
import {type AddressRules, createAddressRules} from '../collect/site/net/address-rules.ts'
import {loadRoots, readPemCertificates} from '../content/load-trust.ts'
import {readCrlFile} from '../content/read-crl-file.ts'
import {UserError} from '../lib/user-error.ts'
import type {TrustAnchor} from '../model/trust.ts'
import {parseTimeWindow, type TimeWindow} from '../probe/time-window.ts'
import {readUserFile} from './read-user-file.ts'
import type {ProbeOrder} from './run-probes.ts'

/** What a person wrote, read and checked. */
export interface ProbeOptions {
  rules: AddressRules
  servers: DnsServer[]
  window: TimeWindow | undefined
  extraAnchors: TrustAnchor[]
  crls: ReturnType<typeof readCrlFile>
}

/** Throws UserError for what cannot be used: before a run is entered in the journal, or `--resume` would stumble over it again. */
export function readProbeOptions(order: Pick<ProbeOrder, 'allow' | 'dns' | 'window' | 'stateRoots' | 'ca' | 'crls'>): ProbeOptions {
  const rules = createAddressRules(order.allow)
  if (!rules)
    throw new UserError({
      code: 'bad-range',
      what: {vi: `Dải địa chỉ không hợp lệ: ${order.allow.join(', ')}`, en: `No valid range of addresses: ${order.allow.join(', ')}`},
      where: '--allow-address',
      next: {vi: 'Ghi địa chỉ hoặc dải CIDR, ví dụ 10.10.0.0/16.', en: 'Give an address or a CIDR range, such as 10.10.0.0/16.'},
    })
  return {
    rules,
    servers: order.dns.map(dnsServer),
    window: order.window === undefined ? undefined : timeWindow(order.window),
    extraAnchors: [
      ...(order.stateRoots ? loadRoots('vn-state-roots').anchors : []),
      ...(order.ca === undefined ? [] : readPemCertificates(readUserFile(order.ca).toString('latin1'), order.ca)),
    ],
    crls: order.crls.flatMap((path) => readCrlFile(readUserFile(path), path)),
  }
}

function timeWindow(text: string): TimeWindow {
  const window = parseTimeWindow(text)
  if (!window)
    throw new UserError({
      code: 'bad-window',
      what: {vi: `"${text.slice(0, 50)}" không phải khung giờ`, en: `"${text.slice(0, 50)}" is no window of time`},
      where: '--window',
      next: {vi: 'Ghi giờ bắt đầu và giờ kết thúc, ví dụ 22:00-05:00.', en: 'Give its beginning and its end, such as 22:00-05:00.'},
    })
  return window
}

function dnsServer(text: string): DnsServer {
  const server = parseDnsServer(text)
  if (!server)
    throw new UserError({
      code: 'bad-dns-server',
      what: {vi: `"${text.slice(0, 100)}" không phải địa chỉ máy chủ DNS`, en: `"${text.slice(0, 100)}" is no address of a DNS server`},
      where: '--dns',
      next: {
        vi: 'Ghi địa chỉ IP, thêm cổng nếu khác 53: 10.0.0.53, 10.0.0.53:5353, [2001:db8::53]:53.',
        en: 'Give an IP address, with the port where it is not 53: 10.0.0.53, 10.0.0.53:5353, [2001:db8::53]:53.',
      },
    })
  return server
}
