import {parseAddress, parseNetwork} from '../lib/address.ts'
import type {Localized} from '../model/text.ts'
import {normalMac} from './device.ts'
import type {Application, Device, SeenAddress, Service, Zone} from './lists.ts'
import type {Row} from './read-cells.ts'
import {fold, unique} from './text.ts'

/** One row as an entry of its list; undefined when the row cannot be used, which it has then said. */
export type ParseRow<T> = (row: Row) => T | undefined

const anySeparator = /[;,\s]+/

export function deviceRow(): ParseRow<Device> {
  const ids = new Map<string, number>()
  return (row) => {
    const id = row.name('id')
    const name = row.name('name') ?? id
    if (name === undefined) {
      row.refuse('name', 'dòng thiết bị phải có tên hoặc mã', 'a device needs a name or an id')
      return undefined
    }
    if (id !== undefined) refuseTwice(ids, row, 'id', id)
    const addresses = row.list('addresses', anySeparator)?.flatMap((text) => addressIn(row, 'addresses', text))
    const macs = row.list('macs', anySeparator)?.flatMap((text) => {
      const mac = normalMac(text)
      if (mac === undefined) row.refuse('macs', `"${text}" không phải địa chỉ MAC`, `"${text}" is no MAC address`)
      return mac ?? []
    })
    const lastSeen = row.moment('lastSeen')
    const values = {kind: row.text('kind'), manufacturer: row.text('manufacturer'), model: row.text('model'), serial: row.text('serial')}
    const system = {os: row.text('os'), version: row.text('version'), build: row.text('build')}
    const said = {location: row.text('location'), purpose: row.text('purpose'), responsible: row.text('responsible')}
    return {
      name,
      ...defined({id, ...values, ...system, ...said, lastSeen}),
      ...(addresses ? {addresses} : {}),
      ...(macs ? {macs} : {}),
    }
  }
}

export function applicationRow(resolve: (label: string) => string): ParseRow<Application> {
  const names = new Map<string, number>()
  return (row) => {
    const name = row.name('name')
    if (name === undefined) {
      row.refuse('name', 'thiếu tên ứng dụng', 'the name is missing')
      return undefined
    }
    refuseTwice(names, row, 'name', name)
    return {
      name,
      versions: unique(row.list('versions') ?? []),
      ...(row.saysUnseen('versions') ? {unversioned: true} : {}),
      publishers: row.list('publishers') ?? [],
      sources: row.list('sources') ?? [],
      machines: unique(row.names('machines').map(resolve)),
      ...defined({purpose: row.text('purpose')}),
    }
  }
}

export function serviceRow(resolve: (label: string) => string): ParseRow<Service> {
  const seen = new Map<string, number>()
  return (row) => {
    const protocol = row.text('protocol')?.toLowerCase()
    if (protocol !== 'tcp' && protocol !== 'udp') {
      row.refuse('protocol', 'dùng một trong: TCP, UDP', 'use one of: TCP, UDP')
      return undefined
    }
    const port = Number(row.text('port') ?? Number.NaN)
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      row.refuse('port', 'cần một số cổng từ 0 đến 65535', 'a port from 0 to 65535 is needed')
      return undefined
    }
    const reach = row.choice('reach', 'reach')
    if (reach === undefined) {
      row.refuse('reach', `dùng một trong: ${row.choices('reach').join(', ')}`, `use one of: ${row.choices('reach').join(', ')}`)
      return undefined
    }
    refuseTwice(seen, row, 'port', `${protocol} ${port} ${reach}`)
    return {
      protocol,
      port,
      reach: reach as Service['reach'],
      processes: unique(row.list('processes') ?? []),
      machines: unique(row.names('machines').map(resolve)),
      ...defined({purpose: row.text('purpose')}),
    }
  }
}

export function networkRow(notices: Localized[]): ParseRow<Zone> {
  const seen = new Map<string, number>()
  return (row) => {
    const written = row.name('network')
    if (written === undefined) {
      row.refuse('network', 'thiếu dải địa chỉ, ví dụ 10.0.1.0/24', 'the network is missing, such as 10.0.1.0/24')
      return undefined
    }
    const network = parseNetwork(written)?.text
    if (network === undefined) {
      const place = row.place('network')
      notices.push({
        vi: `${place.vi}: "${written}" không đọc được là CIDR, chỉ so theo chữ`,
        en: `${place.en}: "${written}" is no CIDR and is only compared as text`,
      })
    }
    refuseTwice(seen, row, 'network', network ?? written)
    return {network: network ?? written, ...defined({name: row.text('name'), purpose: row.text('purpose')})}
  }
}

export function addressRow(resolve: (label: string) => string): ParseRow<SeenAddress> {
  return (row) => {
    const written = row.text('address')
    const machine = row.name('machine')
    if (written === undefined || machine === undefined) {
      const column = written === undefined ? 'address' : 'machine'
      row.refuse(column, 'ô này không được trống', 'this cell must not be empty')
      return undefined
    }
    const [address] = addressIn(row, 'address', written)
    return address === undefined ? undefined : {address, machine: resolve(machine.replaceAll(';', ','))}
  }
}

function addressIn(row: Row, column: string, text: string): string[] {
  const address = parseAddress(text)
  if (!address) row.refuse(column, `"${text}" không phải địa chỉ IP`, `"${text}" is no IP address`)
  return address ? [address.text] : []
}

function refuseTwice(seen: Map<string, number>, row: Row, column: string, value: string): void {
  const before = seen.get(fold(value))
  if (before === undefined) seen.set(fold(value), row.number)
  else row.refuse(column, `đã có ở hàng ${before}`, `stands in row ${before} already`)
}

function defined<T extends Record<string, string | undefined>>(values: T): {[K in keyof T]?: string} {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {[K in keyof T]?: string}
}
