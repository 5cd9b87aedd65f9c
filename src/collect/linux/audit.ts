import type {EndpointFactValue} from '../../model/facts/index.ts'
import {parseAuditRules, parseAuditStatus} from '../parse/audit-rules.ts'
import {parseKeyValueConf} from '../parse/key-value-conf.ts'
import type {Probe, Seen} from '../probe.ts'
import {type Gaps, gapFor} from './gap.ts'
import {isRunning, type Processes} from './processes.ts'

type Logging = EndpointFactValue<'logging'>

export interface AuditState {
  audit?: NonNullable<Logging['audit']>
  fullAction?: Logging['fullAction']
  fullAlert?: boolean
  gaps: Gaps
}

/** auditd.conf(5), max_log_file_action. `ignore` and `syslog` let the file grow until the disk is full: neither of the three. */
const fullActions: Record<string, Logging['fullAction']> = {rotate: 'overwrite', keep_logs: 'archive', suspend: 'stop'}

/** auditd.conf(5), space_left_action: those that tell somebody. */
const alerts = ['email', 'exec', 'syslog']

/**
 * The audit system. Log-ins are recorded by auditd without any rule, for PAM and sshd report them to the kernel's audit; and
 * without auditd the same programs report them to syslog, so a running log daemon is enough (`logsRecorded`). Accounts count as
 * recorded only when changes of /etc/passwd and /etc/shadow or /etc/group are watched: useradd reports what it does to syslog,
 * an editor does not. New programs count only with a rule for execve that leaves nobody out.
 */
export async function readAudit(probe: Probe, processes: Seen<Processes>, logsRecorded: boolean): Promise<AuditState> {
  const running = isRunning(processes, ['auditd'])
  if (running === undefined) return {gaps: {audit: {reason: 'no-rights', detail: "other users' processes are hidden here"}}}
  if (!running) {
    const other = isRunning(processes, ['sysmon', 'falco', 'tetragon', 'auditbeat', 'laurel'])
    const base = {enabled: false, ...(logsRecorded ? {logon: true} : {}), accountManagement: false}
    if (other)
      return {
        audit: base,
        gaps: {
          'audit.processCreation': {
            reason: 'not-collected',
            detail: 'another program than auditd watches processes; what it records is not read',
          },
        },
      }
    const gaps: Gaps = logsRecorded
      ? {}
      : {'audit.logon': {reason: 'not-collected', detail: 'no log daemon was seen that would take what PAM reports'}}
    return {audit: {...base, processCreation: false}, gaps}
  }
  const [status, list, conf] = await Promise.all([
    probe.elevated ? probe.run('auditctl', ['-s']) : undefined,
    probe.elevated ? probe.run('auditctl', ['-l']) : undefined,
    probe.readText('/etc/audit/auditd.conf'),
  ])
  const on = status?.ok ? parseAuditStatus(status.value.stdout) : undefined
  const gaps: Gaps = {}
  const state: AuditState = {audit: {enabled: on !== false, logon: on !== false}, gaps}
  if (on === undefined)
    gaps['audit.enabled'] = probe.elevated
      ? {reason: 'error', detail: 'auditd runs, and auditctl -s does not say whether the kernel hands it records'}
      : {reason: 'no-rights', detail: 'auditd runs; whether the kernel hands it records is told to an administrator only'}
  readRules(list, on, state, gaps)
  readFull(conf, state, gaps)
  return state
}

function readRules(list: Awaited<ReturnType<Probe['run']>> | undefined, on: boolean | undefined, state: AuditState, gaps: Gaps) {
  const audit = state.audit
  if (!audit) return
  if (on === false) {
    Object.assign(audit, {accountManagement: false, processCreation: false})
    return
  }
  const rules = list?.ok && list.value.code === 0 ? parseAuditRules(list.value.stdout) : undefined
  const printed = list?.ok && (/^No rules/m.test(list.value.stdout) || (rules?.count ?? 0) > 0)
  if (!rules || !printed) {
    const gap = !list
      ? ({reason: 'no-rights', detail: 'audit rules may only be read with administrator rights'} as const)
      : list.ok
        ? ({reason: 'error', detail: `auditctl -l: ${list.value.stderr.trim().slice(0, 150) || 'no rules printed'}`} as const)
        : gapFor(list)
    gaps['audit.accountManagement'] = gap
    gaps['audit.processCreation'] = gap
    return
  }
  const watches = (file: string) => rules.watched.some((path) => path === file || path === '/etc' || path === '/etc/')
  audit.accountManagement = watches('/etc/passwd') && (watches('/etc/shadow') || watches('/etc/group'))
  if (rules.execve === 'some')
    gaps['audit.processCreation'] = {reason: 'not-collected', detail: 'the rules for execve leave some users or programs out'}
  else audit.processCreation = rules.execve === 'all'
}

function readFull(conf: Seen<string>, state: AuditState, gaps: Gaps) {
  if (!conf.ok) {
    gaps['fullAction'] = gapFor(conf)
    gaps['fullAlert'] = gapFor(conf)
    return
  }
  const settings = parseKeyValueConf(conf.value)
  const action = settings.get('max_log_file_action')?.toLowerCase()
  const fullAction = action ? fullActions[action] : undefined
  if (fullAction) state.fullAction = fullAction
  else
    gaps['fullAction'] = {
      reason: 'not-collected',
      detail: action
        ? `max_log_file_action = ${action} lets the log grow until the disk is full`.slice(0, 200)
        : 'auditd.conf sets no max_log_file_action',
    }
  const words = ['space_left_action', 'admin_space_left_action'].map((key) => settings.get(key)?.toLowerCase().split(/\s/)[0] ?? '')
  state.fullAlert = words.some((word) => alerts.includes(word))
}
