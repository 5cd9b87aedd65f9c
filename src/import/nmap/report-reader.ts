import type {OpenPort} from '../../model/facts/host.ts'
import {cleanText} from '../clean.ts'
import type {Attributes} from '../xml.ts'
import {emptyRecord, type HostRecord, type Protocol} from './host-record.ts'
import {addScanned, emptyTally, isDefinite, knownPorts, type PortTally, type ScannedPorts} from './known-ports.ts'
import {createOsReader, type OsReader} from './os-reader.ts'
import {createScriptReader, type ScriptReader} from './script-tree.ts'
import {isWanted, takeScript} from './scripts.ts'

/** What stands around the hosts of a report. */
export interface ReportFrame {
  scanner: string | undefined
  version: string | undefined
  args: string | undefined
  start: number | undefined
  reported: {up: number; down: number} | undefined
  finished: boolean
  /** Why the scan itself says it failed. */
  failure: string | undefined
}

/** Puts the elements of a report together to hosts. */
export interface ReportReader {
  frame: ReportFrame
  open(name: string, attributes: Attributes, depth: number): void
  text(text: string): void
  wantsText(): boolean
  close(name: string, depth: number): void
}

/** Open ports that are kept of one host; a host that shows more answers on every port, as some traps and firewalls do. */
const maxPorts = 4096
const hostDepth = 2

interface Port {
  protocol: string
  port: number
  state: string
  open: OpenPort
}

export function createReportReader(onHost: (host: HostRecord) => void): ReportReader {
  const frame: ReportFrame = {
    scanner: undefined,
    version: undefined,
    args: undefined,
    start: undefined,
    reported: undefined,
    finished: false,
    failure: undefined,
  }
  let scanned: ScannedPorts = {ranges: {}, texts: {}, total: 0}
  let host: HostRecord | undefined
  let tally = emptyTally()
  let extraState = ''
  let port: Port | undefined
  let os: OsReader = createOsReader()
  let script: {id: string; output: string; reader: ScriptReader} | undefined
  let cpe: string | undefined

  const frameTags = new Map<string, (a: Attributes) => void>([
    [
      'nmaprun',
      (a) =>
        Object.assign(frame, {
          scanner: cleanText(a['scanner']),
          version: cleanText(a['version']),
          args: cleanText(a['args'], 2000),
          start: secondsOf(a['start']),
        }),
    ],
    [
      'scaninfo',
      (a) => {
        scanned = addScanned(scanned, a['protocol'] ?? '', a['services'])
      },
    ],
    [
      'hosts',
      (a) => {
        const [up, down] = [numberOf(a['up']), numberOf(a['down'])]
        if (up !== undefined && down !== undefined) frame.reported = {up, down}
      },
    ],
    [
      'finished',
      (a) => {
        frame.finished = true
        // Older versions write neither when all is well.
        frame.failure = cleanText(a['errormsg']) ?? (a['exit'] === 'error' ? 'exit=error' : undefined)
      },
    ],
  ])
  const hostTags = new Map<string, (host: HostRecord, a: Attributes) => void>([
    [
      'status',
      (to, a) => {
        to.state = a['state']
        to.reason = cleanText(a['reason'])
      },
    ],
    ['address', takeAddress],
    ['hostname', takeHostname],
    [
      'extraports',
      (to, a) => {
        extraState = a['state'] ?? ''
        if (extraState === 'closed' || extraState === 'open') to.answered = true
        tally.extraCount += numberOf(a['count']) ?? 0
        if (!isDefinite(extraState)) tally.extraIsDefinite = false
      },
    ],
    [
      'extrareasons',
      (_, a) => {
        const list = tally.named[a['proto'] as Protocol]
        if (list && a['ports'] !== undefined && isDefinite(extraState)) list.push(a['ports'])
      },
    ],
    [
      'port',
      (_, a) => {
        const number = numberOf(a['portid'])
        port =
          number === undefined || number > 65_535
            ? undefined
            : {protocol: a['protocol'] ?? '', port: number, state: '', open: {port: number, probed: false}}
      },
    ],
    [
      'state',
      (_, a) => {
        if (port) port.state = a['state'] ?? ''
      },
    ],
    [
      'service',
      (_, a) => {
        if (port) takeService(port.open, a)
      },
    ],
    ['osmatch', (_, a) => os.match(a)],
    ['osclass', (_, a) => os.class(a)],
    [
      'cpe',
      () => {
        cpe = ''
      },
    ],
    [
      'uptime',
      (to, a) => {
        to.uptime = numberOf(a['seconds'])
      },
    ],
    [
      'distance',
      (to, a) => {
        to.hops = numberOf(a['value'])
      },
    ],
    [
      'script',
      (_, a) => {
        const {id = '', output = ''} = a
        if (isWanted(id, output)) script = {id, output, reader: createScriptReader()}
      },
    ],
  ])

  const startHost = (a: Attributes): void => {
    host = emptyRecord()
    host.timedOut = a['timedout'] === 'true'
    host.seenAt = secondsOf(a['endtime']) ?? secondsOf(a['starttime'])
    tally = emptyTally()
    os = createOsReader()
  }
  const endHost = (ended: HostRecord): void => {
    ended.os = os.guess()
    // A scan that was broken off leaves ports without an answer that its numbers do not tell.
    if (ended.timedOut) tally.extraIsDefinite = false
    ended.known = {tcp: knownPorts('tcp', tally, scanned), udp: knownPorts('udp', tally, scanned)}
    host = undefined
    onHost(ended)
  }

  return {
    frame,
    open: (name, attributes, depth) => {
      if (script) script.reader.open(name, attributes['key'] ?? '')
      else if (host) hostTags.get(name)?.(host, attributes)
      else if (name === 'host' && depth === hostDepth) startHost(attributes)
      else frameTags.get(name)?.(attributes)
    },
    text: (text) => {
      if (script) script.reader.text(text)
      else if (cpe !== undefined && cpe.length < 500) cpe += text
    },
    wantsText: () => script !== undefined || cpe !== undefined,
    close: (name, depth) => {
      if (!host) return
      if (name === 'script' && script) {
        takeScript({id: script.id, output: script.output, port: port?.port, root: script.reader.root}, host)
        script = undefined
      } else if (script) script.reader.close(name)
      else if (name === 'cpe') {
        const value = cleanText(cpe)
        if (value !== undefined && port) port.open.cpe = [...(port.open.cpe ?? []), value].slice(0, 20)
        else if (value !== undefined) os.cpe(value)
        cpe = undefined
      } else if (name === 'port') {
        if (port) takePort(host, tally, port)
        port = undefined
      } else if (name === 'host' && depth === hostDepth) endHost(host)
    },
  }
}

function takeAddress(host: HostRecord, {addr, addrtype, vendor}: Attributes): void {
  const value = cleanText(addr, 60)
  if (value === undefined || host.addresses.length + host.macs.length > 100) return
  if (addrtype !== 'mac') host.addresses.push(value)
  else {
    const name = cleanText(vendor)
    host.macs.push(name === undefined ? {mac: value} : {mac: value, vendor: name})
  }
}

function takeHostname(host: HostRecord, a: Attributes): void {
  const name = cleanText(a['name'])
  const type = cleanText(a['type'])
  if (name !== undefined && host.hostnames.length < 100) host.hostnames.push(type === undefined ? {name} : {name, type})
}

function takeService(open: OpenPort, a: Attributes): void {
  const set = (field: 'service' | 'product' | 'version' | 'info' | 'tunnel', given: string | undefined): void => {
    const value = given === undefined || given === '' ? undefined : cleanText(given)
    if (value !== undefined) open[field] = value
  }
  open.probed = a['method'] === 'probed'
  set('service', a['name'])
  set('product', a['product'])
  set('version', a['version'])
  set('info', a['extrainfo'])
  set('tunnel', a['tunnel'])
}

function takePort(host: HostRecord, tally: PortTally, {protocol, port, state, open}: Port): void {
  const isCounted = protocol === 'tcp' || protocol === 'udp'
  tally.listedCount++
  if (isCounted) tally[isDefinite(state) ? 'listed' : 'vague'][protocol].push(port)
  if (state === 'open' || state === 'closed') host.answered = true
  if (state !== 'open') return
  if (host.tcp.length + host.udp.length + host.other.length >= maxPorts) host.portsLeftOut++
  else if (isCounted) host[protocol].push(open)
  else host.other.push({...open, protocol: cleanText(protocol, 20) ?? '?'})
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

/** Seconds since 1970, up to the year 5000. */
function secondsOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,11}$/.test(text) && Number(text) > 0 ? Number(text) : undefined
}
