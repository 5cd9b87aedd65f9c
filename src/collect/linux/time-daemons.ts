import type {EndpointFactValue} from '../../model/facts/index.ts'
import type {Collected} from '../collector.ts'
import {parseChronyTracking} from '../parse/chronyc.ts'
import {parseKeyValueConf} from '../parse/key-value-conf.ts'
import {parseBusyboxPeers, parseNtpConf} from '../parse/ntp-conf.ts'
import {parseNtpctl} from '../parse/ntpctl.ts'
import {parseNtpq} from '../parse/ntpq.ts'
import {parseTimesyncStatus} from '../parse/timesync-status.ts'
import type {Probe} from '../probe.ts'
import {type Gaps, gapFor} from './gap.ts'
import {isRunning, readProcesses} from './processes.ts'
import {readFolder} from './read-folder.ts'
import {readSystemdConf} from './systemd.ts'

type TimeSync = EndpointFactValue<'timeSync'>

/** What a time daemon tells of itself. */
export interface TimeState {
  value: Omit<TimeSync, 'enabled' | 'service'> & {service?: string}
  gaps: Gaps
}

/** Asks over loopback or a local socket; a daemon that does not answer is not worth a long wait. */
const askLimit = {timeoutMs: 2000}

/** The kernel calls a clock unsynchronised when its error may exceed 16 s, growing by 500 ppm since the last answer: 8.9 hours. */
const trustedMs = (16 / 500e-6) * 1000

/** chronyd. Its own clock as the reference (`local`) is no synchronisation. */
export async function readChrony(probe: Probe): Promise<TimeState> {
  const [answer, servers] = await Promise.all([probe.run('chronyc', ['-c', '-n', 'tracking'], askLimit), readChronyServers(probe)])
  const tracking = answer.ok ? parseChronyTracking(answer.value.stdout) : undefined
  if (!tracking) {
    const detail = answer.ok ? `chronyc: ${answer.value.stdout.trim().slice(0, 100) || 'no answer'}` : answer.detail
    const gap = {reason: answer.ok ? ('error' as const) : answer.reason, detail: detail.slice(0, 200)}
    return {value: servers.value, gaps: {...servers.gaps, synchronised: gap, offsetMs: gap, lastSyncAt: gap}}
  }
  const followed = tracking.leap !== 'Not synchronised' && tracking.referenceId !== '7F7F0101' && tracking.referenceId !== '00000000'
  // chronyd keeps its last reference and says "Normal" for ever when its servers are gone: the age of the reference counts.
  const age = tracking.referenceTime ? probe.now.getTime() - tracking.referenceTime.getTime() : 0
  const synchronised = followed && age < trustedMs
  return {
    value: {
      synchronised,
      ...servers.value,
      ...(synchronised ? {offsetMs: toMs(tracking.offsetSeconds * 1000)} : {}),
      ...(followed && tracking.referenceTime ? {lastSyncAt: tracking.referenceTime.toISOString()} : {}),
    },
    gaps: servers.gaps,
  }
}

async function readChronyServers(probe: Probe): Promise<{value: {servers?: string[]}; gaps: Gaps}> {
  const mains = await Promise.all(['/etc/chrony/chrony.conf', '/etc/chrony.conf'].map((path) => probe.readText(path)))
  const main = mains.find((answer) => answer.ok) ?? mains[0]
  if (!main?.ok) return {value: {}, gaps: {servers: main ? gapFor(main) : {reason: 'error', detail: 'chrony.conf was not answered'}}}
  const conf = parseNtpConf(main.value)
  const [folders, includes] = await Promise.all([
    Promise.all(conf.folders.map(({path, ending}) => readFolder(probe, path, (name) => name.endsWith(ending)))),
    Promise.all(conf.includes.map((pattern) => readIncluded(probe, pattern))),
  ])
  const texts = [...folders.flatMap((folder) => folder.texts.map(({text}) => text)), ...includes.flat()]
  const servers = [...new Set([...conf.servers, ...texts.flatMap((text) => parseNtpConf(text).servers)])]
  const closed = folders.find((folder) => folder.failure)?.failure
  return {value: {servers}, gaps: closed ? {servers: gapFor(closed)} : {}}
}

/** Files of an `include`, whose last part may be `*.conf`. */
async function readIncluded(probe: Probe, pattern: string): Promise<string[]> {
  const star = pattern.lastIndexOf('*')
  if (star < 0) {
    const text = await probe.readText(pattern)
    return text.ok ? [text.value] : []
  }
  const {texts} = await readFolder(probe, pattern.slice(0, pattern.lastIndexOf('/')), (name) => name.endsWith(pattern.slice(star + 1)))
  return texts.map(({text}) => text)
}

const syncedFile = '/run/systemd/timesync/synchronized'

/** systemd-timesyncd touches a file at every answer of a server that it set the clock by, and never removes it: its age counts. */
export async function readTimesyncd(probe: Probe): Promise<TimeState> {
  const [answer, synced, conf] = await Promise.all([
    probe.run('timedatectl', ['timesync-status', '--no-pager'], askLimit),
    probe.stat(syncedFile),
    readSystemdConf(probe, 'timesyncd.conf'),
  ])
  const status = answer.ok && answer.value.code === 0 ? parseTimesyncStatus(answer.value.stdout) : undefined
  const gaps: Gaps = {}
  const value: TimeState['value'] = {}
  // A NTP= of a drop-in adds to that of the main file; the vendor's fall-backs are built in and shown by no file.
  const listed = (key: string) =>
    conf.ok ? conf.value.flatMap((file) => (file.get('Time')?.get(key) ?? '').split(/\s+/).filter((one) => one !== '')) : []
  const servers = [listed('NTP'), listed('FallbackNTP'), status?.server ? [status.server] : []].find((list) => list.length > 0)
  if (servers) value.servers = servers
  else
    gaps['servers'] = conf.ok
      ? {reason: 'not-collected', detail: 'no server is configured: those built in or given by DHCP are used'}
      : gapFor(conf)
  if (synced.ok) {
    value.lastSyncAt = synced.value.modifiedAt.toISOString()
    value.synchronised = probe.now.getTime() - synced.value.modifiedAt.getTime() < trustedMs
  }
  // Before systemd 239 there was no such file: then an answered packet tells.
  else if (synced.reason !== 'not-supported') gaps['synchronised'] = gapFor(synced)
  else if (status) value.synchronised = status.leap === 'normal' && (status.packets ?? 0) > 0
  else
    gaps['synchronised'] = answer.ok
      ? {reason: 'error', detail: `timedatectl: ${answer.value.stderr.trim().slice(0, 150)}`}
      : gapFor(answer)
  if (value.synchronised && status?.offsetMs !== undefined) value.offsetMs = toMs(status.offsetMs)
  else if (value.synchronised)
    gaps['offsetMs'] = answer.ok ? {reason: 'error', detail: 'timedatectl timesync-status printed no offset'} : gapFor(answer)
  return {value, gaps}
}

/** `ntpd` may be that of ntp.org, NTPsec, OpenNTPD or busybox: their tools and files tell them apart. */
export async function readNtpd(probe: Probe): Promise<TimeState> {
  const [openConf, ...confs] = await Promise.all(
    ['/etc/openntpd/ntpd.conf', '/etc/ntpd.conf', '/etc/ntpsec/ntp.conf', '/etc/ntp.conf'].map((path) => probe.readText(path)),
  )
  if (openConf?.ok || confs[0]?.ok) return readOpenntpd(probe, openConf?.ok ? openConf.value : confs[0]?.ok ? confs[0].value : '')
  const [answer, options] = await Promise.all([probe.run('ntpq', ['-pn'], askLimit), probe.readText('/etc/conf.d/ntpd')])
  const conf = confs.find((one) => one.ok)
  const listed = conf?.ok ? parseNtpConf(conf.value).servers : []
  if (!answer.ok && answer.reason === 'not-supported') {
    const given = options.ok ? parseBusyboxPeers(parseKeyValueConf(options.value).get('ntpd_opts') ?? '') : []
    const servers = [...new Set([...listed, ...given])]
    const gap = {reason: 'not-supported', detail: 'busybox ntpd tells nobody whether it has set the clock'} as const
    return {value: servers.length > 0 ? {servers} : {}, gaps: {synchronised: gap, ...(servers.length > 0 ? {} : {servers: gap})}}
  }
  const servers = listed.length > 0 ? {servers: listed} : {}
  const peers = answer.ok ? parseNtpq(answer.value.stdout) : undefined
  if (!peers) {
    const detail = answer.ok ? `ntpq: ${(answer.value.stderr || answer.value.stdout).trim().slice(0, 150) || 'no answer'}` : answer.detail
    return {value: servers, gaps: {synchronised: {reason: answer.ok ? 'error' : answer.reason, detail: detail.slice(0, 200)}}}
  }
  const chosen = peers.find(({selected}) => selected)
  // 127.127.x.y is a driver of a clock in this machine: driver 1 is the machine's own clock.
  const synchronised = chosen !== undefined && !chosen.remote.startsWith('127.127.1.')
  const last = chosen?.whenSeconds === undefined ? undefined : new Date(probe.now.getTime() - chosen.whenSeconds * 1000).toISOString()
  return {
    value: {
      synchronised,
      ...(listed.length > 0 ? servers : {servers: peers.map(({remote}) => remote)}),
      ...(synchronised ? {offsetMs: toMs(chosen.offsetMs)} : {}),
      ...(synchronised && last ? {lastSyncAt: last} : {}),
    },
    gaps: {},
  }
}

async function readOpenntpd(probe: Probe, conf: string): Promise<TimeState> {
  const answer = await probe.run('ntpctl', ['-s', 'status'], askLimit)
  const status = answer.ok ? parseNtpctl(answer.value.stdout) : undefined
  const value: TimeState['value'] = {service: 'openntpd', servers: parseNtpConf(conf).servers, ...status}
  if (status) return {value, gaps: {}}
  const gap = answer.ok
    ? {reason: 'error' as const, detail: `ntpctl: ${answer.value.stderr.trim().slice(0, 150) || 'no answer'}`}
    : gapFor(answer)
  return {value, gaps: {synchronised: gap}}
}

/** `timed` of macOS. Whether it may set the clock is told to an administrator only. */
export async function readDarwinTime(probe: Probe): Promise<Collected<'timeSync'>> {
  const source = 'systemsetup -getusingnetworktime; /etc/ntp.conf; ps'
  const [setup, conf, processes] = await Promise.all([
    probe.run('systemsetup', ['-getusingnetworktime']),
    probe.readText('/etc/ntp.conf'),
    readProcesses(probe),
  ])
  const state = setup.ok ? /Network Time:\s*(On|Off)/i.exec(setup.value.stdout)?.[1]?.toLowerCase() : undefined
  if (!state) {
    const closed = setup.ok && /administrator access/i.test(setup.value.stdout + setup.value.stderr)
    if (!setup.ok) return {...setup, source}
    return {ok: false, reason: closed ? 'no-rights' : 'error', detail: 'systemsetup -getusingnetworktime did not say On or Off', source}
  }
  const servers = conf.ok ? parseNtpConf(conf.value).servers : []
  const gap = {reason: 'not-supported', detail: 'macOS does not say whether its clock is set'} as const
  return {
    ok: true,
    value: {
      service: 'timed',
      enabled: state === 'on' && isRunning(processes, ['timed']) !== false,
      ...(servers.length > 0 ? {servers} : {}),
    },
    source,
    gaps: {synchronised: gap, offsetMs: gap, lastSyncAt: gap},
  }
}

/** Nanoseconds are as fine as any of these daemons tells; the sign is NTP's: how far the clock must go forward. */
function toMs(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
