import {agesOf, versionsInUse} from '../audit/workspace-data.ts'
import type {Content} from '../content/content.ts'
import {loadDataAgeWords} from '../content/load-data-age-words.ts'
import {sayAges} from '../data-sets/say-ages.ts'
import {compareAddresses} from '../lib/address.ts'
import {dayOf} from '../lib/dates.ts'
import {UserError} from '../lib/user-error.ts'
import type {WalkSheetValues} from '../report/walk-sheet/values.ts'
import {type HostEntry, readHostTable} from './host-table.ts'
import {unknownOffice} from './unknown-office.ts'

/** What the sheet of an office says. Refused where the office has no network or nobody has scanned it. */
export async function walkSheetValues(
  folder: string,
  officeId: string,
  on: string,
  content: Pick<Content, 'lifecycle' | 'windowsBuilds'>,
): Promise<WalkSheetValues> {
  const {workspace, hosts, devices, dataIndex} = await readHostTable(folder)
  const office = workspace.offices.find(({id}) => id === officeId)
  if (!office)
    throw unknownOffice(
      officeId,
      workspace.offices.map(({id}) => id),
    )
  const networks = (workspace.networks ?? []).filter((network) => network.office === officeId).map(({cidr}) => cidr)
  const own = hosts.filter((host) => host.office === officeId)
  if (networks.length === 0 || own.length === 0) throw notScanned(officeId, networks.length === 0)
  const days = own.map(({seenAt}) => dayOf(Date.parse(seenAt))).sort()
  const of = (state: HostEntry['state']) => own.filter((host) => host.state === state)
  const names = new Map(devices.map(({id, name}) => [id, name]))
  const seen = new Set(own.flatMap(({like}) => like))
  return {
    on,
    workspace,
    office: {id: office.id, name: office.name},
    networks,
    from: days[0] ?? on,
    to: days.at(-1) ?? on,
    counts: {
      all: own.length,
      endpoint: of('known-endpoint').length,
      device: of('known-device').length,
      ask: of('ask').length,
      strange: of('strange').length,
    },
    rows: [...sorted(of('strange')), ...sorted(of('ask'))].map((host) => ({
      addresses: host.addresses,
      cards: host.macs.map(({mac, vendor}) => [mac, vendor].filter(Boolean).join(' ')),
      ports: host.tcp.map(({port}) => port),
      guess: host.guess,
      like: host.like.map((id) => names.get(id) ?? id),
    })),
    unreached: devices
      .filter(
        (device) =>
          device.office === officeId && device.status !== 'disposed' && !device.stateSecrets && !seen.has(device.endpoint ?? device.id),
      )
      .map(({name}) => name)
      .sort(),
    dataAges: sayAges(agesOf(content, versionsInUse(dataIndex.sets)), on, loadDataAgeWords(), 'vi'),
  }
}

function sorted(hosts: readonly HostEntry[]): HostEntry[] {
  return [...hosts].sort((a, b) => compareAddresses(a.addresses[0] ?? '', b.addresses[0] ?? ''))
}

function notScanned(office: string, withoutNetwork: boolean): UserError {
  return new UserError({
    code: 'not-scanned',
    what: {vi: 'Chưa có kết quả quét mạng của trụ sở này', en: 'The network of this office was not scanned'},
    where: office,
    next: withoutNetwork
      ? {
          vi: `Khai mạng trước: stp-sec network add 192.168.10.0/24 --office ${office}.`,
          en: `Enter its network first: stp-sec network add 192.168.10.0/24 --office ${office}.`,
        }
      : {vi: 'Chạy "stp-sec scan" rồi lập phiếu.', en: 'Run "stp-sec scan" first.'},
  })
}
