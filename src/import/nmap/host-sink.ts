import type {Localized} from '../../model/text.ts'
import type {Dropped, ImportedHost} from '../importer.ts'
import {emptyRecord, type HostRecord, mergeRecords} from './host-record.ts'
import {type AddressKey, addressKey, type Repeats} from './repeats.ts'
import type {ReportFrame} from './report-reader.ts'
import {type Observer, toTarget} from './to-target.ts'

export interface HostTally {
  read: number
  mapped: number
  dropped: Dropped[]
  hostsUp: number
  hostsDown: number
  openPorts: number
}

/** Decides what becomes of each host element: handed on at once, held until the end to be merged, or dropped. */
export interface HostSink {
  take(host: HostRecord): void
  /** Hands on what was held. */
  finish(): void
  tally(): HostTally
}

const reasons = {
  down: {vi: 'Thiết bị không trả lời (đang tắt hoặc không có)', en: 'No answer: off, or no such device'},
  unprobed: {vi: 'Chỉ được liệt kê, chưa được dò (nmap -sL)', en: 'Listed only, not probed (nmap -sL)'},
  assumed: {
    vi: 'Không trả lời cổng nào; nmap -Pn chỉ giả định là đang bật',
    en: 'No port answered; nmap -Pn merely assumed that it is up',
  },
  nameless: {vi: 'Thiếu địa chỉ hoặc thời điểm quét', en: 'No address, or no time of the scan'},
  late: {vi: 'Lặp lại thiết bị đã đọc', en: 'Repeats a device that was read already'},
} as const satisfies Record<string, Localized>
type Reason = keyof typeof reasons

export function createHostSink(repeats: Repeats, frame: ReportFrame, handOn: (target: ImportedHost) => void): HostSink {
  const counts = {read: 0, mapped: 0, hostsUp: 0, hostsDown: 0, openPorts: 0}
  const dropped = new Map<Reason, number>()
  const held = new Map<AddressKey, {record: HostRecord; elements: number}>()
  const handedOn = new Set<AddressKey>()
  let observer: Observer | undefined

  const drop = (reason: Reason, elements: number): void => {
    dropped.set(reason, (dropped.get(reason) ?? 0) + elements)
  }
  const settle = (record: HostRecord, elements: number): void => {
    observer ??= observerOf(frame, repeats)
    const reason = reasonToDrop(record)
    const target = reason === undefined ? toTarget(record, observer) : undefined
    if (record.state === 'down') counts.hostsDown += elements
    else if (record.state === 'up' || target) counts.hostsUp++
    if (!target) {
      drop(reason ?? 'nameless', elements)
      return
    }
    counts.mapped += elements
    counts.openPorts += record.tcp.length + record.udp.length + record.other.length + record.portsLeftOut
    handOn(target)
  }
  return {
    take: (record) => {
      counts.read++
      const key = keyOf(record)
      if (key !== undefined && repeats.repeated.has(key)) {
        const before = held.get(key)
        held.set(key, {
          record: before ? mergeRecords(before.record, detached(record)) : detached(record),
          elements: (before?.elements ?? 0) + 1,
        })
      } else if (key !== undefined && handedOn.has(key)) drop('late', 1)
      else {
        // An address that the look ahead missed is in neither set: the host counts all the same.
        if (key !== undefined) {
          repeats.single.delete(key)
          handedOn.add(key)
        }
        settle(record, 1)
      }
    },
    finish: () => {
      for (const {record, elements} of held.values()) settle(record, elements)
      held.clear()
    },
    tally: () => ({...counts, dropped: [...dropped].map(([reason, count]) => ({reason: reasons[reason], count}))}),
  }
}

function reasonToDrop({state, reason, answered, macs}: HostRecord): Reason | undefined {
  if (state === 'down') return 'down'
  // masscan gives no state: an open port is its proof.
  if (state !== 'up' && !(state === undefined && answered)) return 'unprobed'
  return reason === 'user-set' && !answered && macs.length === 0 ? 'assumed' : undefined
}

function keyOf({addresses: [address]}: HostRecord): AddressKey | undefined {
  return address === undefined ? undefined : addressKey(address)
}

/** A copy of its own: the strings of the parser are slices that keep whole pieces of the file in memory. */
function detached(record: HostRecord): HostRecord {
  return {...emptyRecord(), ...(JSON.parse(JSON.stringify(record)) as HostRecord)}
}

function observerOf({scanner, version, start}: ReportFrame, {sharedMacs}: Repeats): Observer {
  return {
    source: [scanner ?? 'nmap', version].filter(Boolean).join(' '),
    fallback: start,
    isShared: (mac) => sharedMacs.has(addressKey(mac)),
  }
}
