import {matchesGlob} from '../parse/glob.ts'
import {parseRsyslogConf} from '../parse/rsyslog-conf.ts'
import {parseSyslogNgConf} from '../parse/syslog-ng-conf.ts'
import {isLocalTarget, type LogTarget} from '../parse/syslog-target.ts'
import type {Probe, Seen} from '../probe.ts'
import {type Failure, type Gaps, gapFor} from './gap.ts'
import {isRunning, type Processes} from './processes.ts'
import {readFolder} from './read-folder.ts'
import {readSystemdConf, settingOf} from './systemd.ts'

/** Programs that carry logs to a central place. Where to is in files of their own, which are not read. */
const forwarders = [
  'filebeat',
  'auditbeat',
  'journalbeat',
  'elastic-agent',
  'fluent-bit',
  'fluentd',
  'td-agent',
  'wazuh-agentd',
  'ossec-agentd',
  'splunkd',
  'nxlog',
  'vector',
  'promtail',
  'alloy',
  'grafana-agent',
  'otelcol',
  'otelcol-contrib',
  'audisp-remote',
  'azuremonitoragent',
  'mdsd',
  'amazon-cloudwatch-agent',
  'google-fluentd',
  'SnareAgent',
  'nxlog-processor',
] as const

export interface Forwarding {
  forwarding?: boolean
  forwardTargets?: string[]
  /** Files that a syslog daemon writes security records to. */
  files: string[]
  gaps: Gaps
}

/** Whether records leave this machine: only what a running program does counts. */
export async function readForwarding(probe: Probe, processes: Seen<Processes>): Promise<Forwarding> {
  const [rsyslog, syslogNg, syslogd, upload] = await Promise.all([
    isRunning(processes, ['rsyslogd']) ? readRsyslog(probe) : nothing,
    isRunning(processes, ['syslog-ng']) ? readSyslogNg(probe) : nothing,
    isRunning(processes, ['syslogd']) ? readSyslogd(probe, processes) : nothing,
    isRunning(processes, ['systemd-journal-upload']) ? readSystemdConf(probe, 'journal-upload.conf') : undefined,
  ])
  const own = await ownNames(probe)
  const targets = [...rsyslog.targets, ...syslogNg.targets, ...syslogd.targets].filter(({address}) => !isLocalTarget(address, own))
  const url = upload?.ok ? settingOf(upload.value, 'Upload', 'URL') : undefined
  const uploads = url !== undefined && !isLocalTarget(url.replace(/^https?:\/\//i, '').replace(/\/.*$/, ''), own)
  const agents = forwarders.filter((name) => isRunning(processes, [name]))
  const sure = [...new Set([...targets.filter(({scope}) => scope === 'security').map(({address}) => address), ...(uploads ? [url] : [])])]
  const files = [...rsyslog.files, ...syslogNg.files, ...syslogd.files]
  const failure = rsyslog.failure ?? syslogNg.failure ?? syslogd.failure
  const gaps: Gaps = {}
  if (sure.length > 0) return {forwarding: true, forwardTargets: sure, files, gaps}
  // An agent may send anything to anywhere, also the log of one web server to this machine itself.
  const agent = agents[0] ?? (upload && !upload.ok ? 'systemd-journal-upload' : undefined)
  if (agent !== undefined) {
    const detail = `${agent} runs: what it sends and where to is not read`
    gaps['forwarding'] = gaps['forwardTargets'] = {reason: 'not-collected', detail}
    return {files, gaps}
  }
  if (failure) gaps['forwarding'] = gapFor(failure)
  else if (targets.some(({scope}) => scope === 'conditional'))
    gaps['forwarding'] = {
      reason: 'not-collected',
      detail: 'records are sent on under conditions: whether security records are among them cannot be told',
    }
  else if (!processes.ok || !processes.value.complete)
    gaps['forwarding'] = {reason: 'no-rights', detail: "other users' processes are hidden here"}
  else return {forwarding: false, forwardTargets: [], files, gaps}
  return {files, gaps}
}

/** Names under which this machine would reach itself. */
async function ownNames(probe: Probe): Promise<ReadonlySet<string>> {
  const [hostname, hosts] = await Promise.all([probe.readText('/proc/sys/kernel/hostname'), probe.readText('/etc/hosts')])
  const names = hostname.ok ? [hostname.value.trim()] : []
  for (const line of hosts.ok ? hosts.value.split('\n') : []) {
    const [address = '', ...aliases] = (line.split('#')[0] ?? '').trim().split(/\s+/)
    if (address.startsWith('127.') || address === '::1') names.push(...aliases)
  }
  return new Set(names.map((name) => name.toLowerCase()))
}

interface Found {
  targets: LogTarget[]
  files: string[]
  failure?: Failure
}

const nothing: Found = {targets: [], files: []}

async function readRsyslog(probe: Probe): Promise<Found> {
  const main = await probe.readText('/etc/rsyslog.conf')
  if (!main.ok) return {...nothing, failure: main}
  const parsed = parseRsyslogConf(main.value)
  const parts = await Promise.all(parsed.includes.map((pattern) => readPattern(probe, pattern, '/etc')))
  const all = [parsed, ...parts.flatMap(({texts}) => texts.map(parseRsyslogConf))]
  const failure = parts.find((part) => part.failure)?.failure
  return {
    targets: all.flatMap(({targets}) => targets),
    files: all.flatMap(({securityFiles}) => securityFiles),
    ...(failure ? {failure} : {}),
  }
}

async function readSyslogNg(probe: Probe): Promise<Found> {
  const main = await probe.readText('/etc/syslog-ng/syslog-ng.conf')
  if (!main.ok) return {...nothing, failure: main}
  const {includes} = parseSyslogNgConf(main.value)
  const parts = await Promise.all(includes.map((pattern) => readPattern(probe, pattern, '/etc/syslog-ng')))
  // A destination of one file may be used by a log path of another one.
  const whole = parseSyslogNgConf([main.value, ...parts.flatMap(({texts}) => texts)].join('\n'))
  const failure = parts.find((part) => part.failure)?.failure
  return {targets: whole.targets, files: whole.files, ...(failure ? {failure} : {})}
}

/** The syslogd of busybox takes `-R host` when it is started; others read /etc/syslog.conf, whose lines rsyslog took over. */
async function readSyslogd(probe: Probe, processes: Seen<Processes>): Promise<Found> {
  const pid = processes.ok ? processes.value.byName.get('syslogd')?.[0] : undefined
  const [commandLine, conf] = await Promise.all([probe.readText(`/proc/${pid}/cmdline`), probe.readText('/etc/syslog.conf')])
  const parsed = conf.ok ? parseRsyslogConf(conf.value) : {targets: [], securityFiles: []}
  if (!commandLine.ok) return {targets: parsed.targets, files: parsed.securityFiles, failure: commandLine}
  const words = commandLine.value.slice(0, 20_000).split('\0')
  const remote = words.flatMap((word, at): LogTarget[] => {
    const address = word === '-R' ? words[at + 1] : word.startsWith('-R') ? word.slice(2) : undefined
    return address ? [{address, scope: 'security'}] : []
  })
  const failure = conf.ok || conf.reason === 'not-supported' ? undefined : conf
  return {targets: [...parsed.targets, ...remote], files: parsed.securityFiles, ...(failure ? {failure} : {})}
}

/** Texts of the files that an include names, whose last part may hold `*`. */
async function readPattern(probe: Probe, pattern: string, home: string): Promise<{texts: string[]; failure?: Failure}> {
  const path = pattern.startsWith('/') ? pattern : `${home}/${pattern}`
  const slash = path.lastIndexOf('/')
  const name = path.slice(slash + 1)
  const {texts, failure} = await readFolder(probe, path.slice(0, slash), (one) => matchesGlob(name, one))
  return {texts: texts.map(({text}) => text), ...(failure ? {failure} : {})}
}
