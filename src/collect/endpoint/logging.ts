import type {EndpointFactValue} from '../../model/facts/index.ts'
import type {Collected, Collector} from '../collector.ts'
import {readAudit} from '../linux/audit.ts'
import {type Gaps, withGaps} from '../linux/gap.ts'
import {type LogStore, readJournal} from '../linux/journal.ts'
import {readForwarding} from '../linux/log-forwarding.ts'
import {isRunning, readProcesses} from '../linux/processes.ts'
import {readSyslogFiles} from '../linux/syslog-files.ts'
import type {Probe} from '../probe.ts'

type Logging = EndpointFactValue<'logging'>

export const loggingCollector: Collector<'logging'> = {fact: 'logging', collect}

const journald = ['systemd-journald', 'systemd-journal']

/** Syslog daemons by process; they write files, while journald keeps its own. */
const syslogDaemons = [
  {service: 'rsyslog', processes: ['rsyslogd']},
  {service: 'syslog-ng', processes: ['syslog-ng']},
  {service: 'syslogd', processes: ['syslogd']},
  {service: 'metalog', processes: ['metalog']},
] as const satisfies {service: string; processes: readonly string[]}[]

/** Agents whose server may warn of a full disk. */
const monitors = [
  'zabbix_agentd',
  'zabbix_agent2',
  'node_exporter',
  'prometheus-node-exporter',
  'telegraf',
  'netdata',
  'nrpe',
  'icinga2',
  'cmk-agent-ctl',
  'monit',
  'collectd',
]

async function collect(probe: Probe): Promise<Collected<'logging'>> {
  if (probe.platform === 'darwin') return collectDarwin()
  const source =
    '/proc; journald.conf; /var/log/journal; /etc/rsyslog.conf; /etc/syslog-ng; /etc/logrotate.d; auditctl -l; /etc/audit/auditd.conf'
  const processes = await readProcesses(probe)
  if (!processes.ok) return {...processes, source}
  const hasJournal = isRunning(processes, journald)
  const daemon = syslogDaemons.find((one) => isRunning(processes, one.processes))
  if (!daemon && hasJournal === undefined)
    return {ok: false, reason: 'no-rights', detail: "other users' processes are hidden here, and no log daemon is among one's own", source}
  const forwarding = await readForwarding(probe, processes)
  const [journal, files, audit] = await Promise.all([
    hasJournal ? readJournal(probe) : undefined,
    daemon ? readSyslogFiles(probe, daemon.service, forwarding.files) : undefined,
    // journald takes everything; a syslog daemon must have a file for it, and the default ones do.
    readAudit(
      probe,
      processes,
      hasJournal === true || (daemon !== undefined && (daemon.service === 'syslogd' || forwarding.files.length > 0)),
    ),
  ])
  const gaps: Gaps = {...forwarding.gaps, ...audit.gaps}
  const value: Logging = {
    service: daemon?.service ?? (hasJournal ? 'journald' : 'none'),
    running: daemon !== undefined || hasJournal === true,
  }
  joinStores(
    [files, journal].filter((store) => store !== undefined),
    value,
    gaps,
  )
  if (forwarding.forwarding !== undefined) value.forwarding = forwarding.forwarding
  if (forwarding.forwardTargets) value.forwardTargets = forwarding.forwardTargets
  if (audit.audit) value.audit = audit.audit
  const auditd = audit.audit !== undefined && isRunning(processes, ['auditd'])
  if (audit.fullAction) value.fullAction = audit.fullAction
  // Both the journal and rotated files throw away the oldest; without rotation nothing does.
  else if (!auditd && value.running && (journal || files?.retentionDays !== undefined)) value.fullAction = 'overwrite'
  else if (!auditd && value.running)
    gaps['fullAction'] = {reason: 'not-collected', detail: 'what happens to the log files when the disk is full is not known'}
  const monitor = monitors.find((name) => isRunning(processes, [name]))
  if (audit.fullAlert) value.fullAlert = true
  else if (monitor)
    gaps['fullAlert'] = {reason: 'not-collected', detail: `${monitor} runs: whether its server warns of a full disk is not known here`}
  else if (!gaps['fullAlert'] && value.running) value.fullAlert = false
  return {ok: true, value, source, ...withGaps(gaps)}
}

/**
 * The same records may lie in files and in the journal: what one of them keeps is kept. For the days the files go first:
 * logrotate says how long they stay, MaxRetentionSec of the journal only how long at most.
 */
function joinStores(stores: readonly LogStore[], value: Logging, gaps: Gaps) {
  const seen = <K extends 'persistent' | 'oldestRecordAt' | 'retentionDays' | 'maxSizeMb'>(key: K) =>
    stores.flatMap((store) => store[key] ?? [])
  const persistent = seen('persistent')
  if (persistent.includes(true)) value.persistent = true
  else if (persistent.length === stores.length && stores.length > 0) value.persistent = false
  const oldest = seen('oldestRecordAt').sort()[0]
  if (oldest) value.oldestRecordAt = oldest
  const days = seen('retentionDays')
  if (days[0] !== undefined) value.retentionDays = days[0]
  const size = seen('maxSizeMb')
  if (size.length > 0) value.maxSizeMb = Math.max(...size)
  for (const store of stores)
    for (const [key, gap] of Object.entries(store.gaps))
      if (value[key as keyof Logging] === undefined && gaps[key]?.reason !== 'no-rights') gaps[key] = gap
}

/** macOS keeps one log for all; how long, and what its audit records, is told to an administrator in forms that change. */
async function collectDarwin(): Promise<Collected<'logging'>> {
  const gap = {reason: 'not-collected', detail: 'not looked at on macOS'} as const
  const fields = ['oldestRecordAt', 'retentionDays', 'maxSizeMb', 'fullAlert', 'forwarding', 'audit']
  return {
    ok: true,
    value: {service: 'unified-log', running: true, persistent: true, fullAction: 'overwrite'},
    source: 'macOS',
    gaps: Object.fromEntries(fields.map((field) => [field, gap])),
  }
}
