import {present} from '../../lib/present.ts'
import type {Logging} from '../../model/facts/logging.ts'
import {cimMoment} from '../cim.ts'
import {type Built, firstRow, serviceRuns, type WindowsLook} from '../look.ts'
import {type Gaps, known, map, type Output, unseen} from '../output.ts'
import {auditGuids, parseAuditpol} from '../parse/auditpol.ts'
import {numberOf} from '../registry.ts'
import {findPrograms, namesOf} from './programs.ts'

const security = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\EventLog\\Security'
const policies = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\EventLog'

/** The security log: whether it is written, how large it may grow, what is recorded. */
export function buildLogging(look: WindowsLook): Built<'logging'> {
  const source = 'service EventLog, registry EventLog and its policies, auditpol'
  const running = serviceRuns(look, 'eventlog')
  if (!running.ok) return {...running, source}
  const gaps: Gaps = {
    retentionDays: {reason: 'not-supported', detail: 'Windows keeps by size, not by days'},
    fullAlert: {reason: 'not-supported', detail: 'Windows has no such setting'},
  }
  const value: Logging = {
    service: 'eventlog',
    running: running.value,
    ...present({
      // Its files survive a restart; a service that does not run writes none.
      persistent: running.value || undefined,
      oldestRecordAt: cimMoment(firstRow(look, 'EventLogOldest'), 'TimeCreated'),
      maxSizeMb: known(gaps, 'maxSizeMb', readSize(look)),
      fullAction: known(gaps, 'fullAction', readFullAction(look)),
      ...readForwarding(look, gaps),
      audit: known(gaps, 'audit', readAudit(look)),
    }),
  }
  if (!running.value) gaps['persistent'] = {reason: 'not-collected', detail: 'the service EventLog does not run'}
  if (value.oldestRecordAt === undefined) {
    const rows = look.cim('EventLogOldest')
    gaps['oldestRecordAt'] = rows.ok
      ? {reason: 'no-rights', detail: 'the security log may only be read with administrator rights'}
      : {reason: rows.reason, detail: rows.detail}
  }
  return {ok: true, value, gaps, source}
}

/** Bytes in the setting of the log, kilobytes in the policy. */
function readSize(look: WindowsLook): Output<number> {
  const policy = map(look.registry.read(`${policies}\\Security`, 'MaxSize'), numberOf)
  if (!policy.ok) return policy
  if (policy.value !== undefined) return {ok: true, value: Math.round(policy.value / 1024)}
  const own = map(look.registry.read(security, 'MaxSize'), numberOf)
  if (!own.ok) return own
  return own.value === undefined
    ? unseen('error', 'the size of the security log is not set')
    : {ok: true, value: Math.round(own.value / 1024 ** 2)}
}

/** Retention 0 = overwrite the oldest; otherwise keep, and with AutoBackupLogFiles 1 put the full log aside. */
function readFullAction(look: WindowsLook): Output<Logging['fullAction'] & string> {
  const keep = readEither(look, 'Retention')
  if (!keep.ok) return keep
  if (!keep.value) return {ok: true, value: 'overwrite'}
  const aside = readEither(look, 'AutoBackupLogFiles')
  return aside.ok ? {ok: true, value: aside.value === 1 ? 'archive' : 'stop'} : aside
}

function readEither(look: WindowsLook, name: string): Output<number | undefined> {
  const policy = map(look.registry.read(`${policies}\\Security`, name), numberOf)
  return !policy.ok || policy.value !== undefined ? policy : map(look.registry.read(security, name), numberOf)
}

/** Windows' own forwarding by policy. A program that ships logs may be set to ship these or others: that is not told. */
function readForwarding(look: WindowsLook, gaps: Gaps): Pick<Logging, 'forwarding' | 'forwardTargets'> {
  const managers = look.registry.values(`${policies}\\EventForwarding\\SubscriptionManager`)
  const agents = map(findPrograms(look, 'log-agent'), namesOf)
  if (!managers.ok) gaps['forwarding'] = {reason: managers.reason, detail: managers.detail}
  else if (managers.value && managers.value.size > 0) {
    const servers = [...managers.value.values()].flatMap((data) =>
      typeof data === 'string' ? (/Server=([^,]+)/i.exec(data)?.[1] ?? []) : [],
    )
    return {forwarding: true, forwardTargets: servers}
  } else if (!agents.ok) gaps['forwarding'] = {reason: agents.reason, detail: agents.detail}
  else if (agents.value.length > 0)
    gaps['forwarding'] = {reason: 'not-collected', detail: `${agents.value.join(', ')} is installed; where it sends which logs is not read`}
  else return {forwarding: false}
  return {}
}

function readAudit(look: WindowsLook): Output<NonNullable<Logging['audit']>> {
  const printed = map(look.text('auditpol.csv'), parseAuditpol)
  if (!printed.ok) return printed
  const settings = printed.value
  if (!settings) return unseen('error', 'auditpol printed no setting')
  const of = (guid: string) => settings.get(guid)
  const [logon, logoff] = [of(auditGuids.logon), of(auditGuids.logoff)]
  const [users, groups, processes] = [
    of(auditGuids.userAccountManagement),
    of(auditGuids.securityGroupManagement),
    of(auditGuids.processCreation),
  ]
  const line = map(
    look.registry.read(
      'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\Audit',
      'ProcessCreationIncludeCmdLine_Enabled',
    ),
    numberOf,
  )
  return {
    ok: true,
    value: {
      enabled: [...settings.values()].some(({success, failure}) => success || failure),
      ...present({
        logon: logon && logoff ? logon.success && logon.failure && logoff.success : undefined,
        accountManagement: users && groups ? users.success && groups.success : undefined,
        processCreation: processes && line.ok ? processes.success && line.value === 1 : undefined,
      }),
    },
  }
}
