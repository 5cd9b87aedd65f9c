import {parseJournalHeaders, parseJournalName} from '../parse/journal-files.ts'
import {liesInMemory} from '../parse/proc-mounts.ts'
import {parseTimeSpan} from '../parse/time-span.ts'
import type {Probe} from '../probe.ts'
import {type Failure, type Gaps, gapFor} from './gap.ts'
import {readSystemdConf, settingOf} from './systemd.ts'

/** What one place where records lie says of itself; a field is missing with a gap of the same name. */
export interface LogStore {
  persistent?: boolean
  oldestRecordAt?: string
  retentionDays?: number
  maxSizeMb?: number
  gaps: Gaps
}

/** No rule asks for logs of less than a month. */
const shortestDays = 30

/**
 * The journal. Whether it survives a restart is what its files say: with `Storage=auto` the folder /var/log/journal decides,
 * and the journal of this machine must lie in it (journald.conf(5)).
 */
export async function readJournal(probe: Probe): Promise<LogStore> {
  const [conf, machineId] = await Promise.all([readSystemdConf(probe, 'journald.conf'), probe.readText('/etc/machine-id')])
  const store: LogStore = {gaps: {}}
  const id = machineId.ok ? machineId.value.trim() : ''
  const [kept, volatile, mounts] = await Promise.all([
    probe.list(`/var/log/journal/${id}`),
    probe.list(`/run/log/journal/${id}`),
    probe.readText('/proc/mounts'),
  ])
  const setting = (key: string) => (conf.ok ? settingOf(conf.value, 'Journal', key) : undefined)
  const storage = setting('Storage')?.toLowerCase()
  const closed = conf.ok ? (kept.ok || kept.reason === 'not-supported' ? undefined : kept) : conf
  if (storage === 'volatile' || storage === 'none') store.persistent = false
  else if (closed || !/^[0-9a-f]{32}$/.test(id))
    store.gaps['persistent'] = closed ? gapFor(closed) : {reason: 'error', detail: '/etc/machine-id could not be read'}
  else store.persistent = kept.ok && kept.value.includes('system.journal') && !(mounts.ok && liesInMemory(mounts.value, '/var/log/journal'))
  const retention = setting('MaxRetentionSec')
  const seconds = retention ? parseTimeSpan(retention) : 0
  const limit = seconds && Number.isFinite(seconds) ? Math.round((seconds / 86_400) * 100) / 100 : undefined
  const size = setting(store.persistent === false ? 'RuntimeMaxUse' : 'SystemMaxUse')
  const bytes = size ? parseBytes(size) : undefined
  if (bytes) store.maxSizeMb = Math.round(bytes / 1024 ** 2)
  else store.gaps['maxSizeMb'] = closedOr(conf, 'not set: journald takes a tenth of the file system, 4 GB at most')
  const inVar = kept.ok && kept.value.length > 0 && storage !== 'volatile'
  const used = inVar || store.persistent === undefined ? kept : volatile
  const folder = `${used === kept ? '/var' : '/run'}/log/journal/${id}`
  const oldest = used.ok ? await readOldest(probe, folder, used.value) : gapFor(used)
  if (oldest instanceof Date) store.oldestRecordAt = oldest.toISOString()
  else store.gaps['oldestRecordAt'] = oldest
  const reaches = oldest instanceof Date ? (probe.now.getTime() - oldest.getTime()) / 86_400_000 : 0
  // MaxRetentionSec is the longest time a record may stay, no promise: the size may throw it out long before. It says what is
  // kept where it is shorter than anybody asks for, and where the journal does reach back that far.
  if (limit !== undefined && (limit < shortestDays || reaches >= limit - 1)) store.retentionDays = limit
  else store.gaps['retentionDays'] = closedOr(conf, 'the journal promises no time: its size limits it, MaxRetentionSec only shortens it')
  return store
}

function closedOr(conf: {ok: true} | Failure, detail: string): Gaps[string] {
  return conf.ok ? {reason: 'not-collected', detail} : gapFor(conf)
}

/** Closed journals carry the time of their first record in their name; only without one must the open journal be asked. */
async function readOldest(probe: Probe, folder: string, names: readonly string[]): Promise<Date | Gaps[string]> {
  const times = names.flatMap((name) => parseJournalName(name) ?? [])
  if (times.length > 0) return times.reduce((oldest, time) => (time < oldest ? time : oldest))
  const answer = await probe.run('journalctl', ['--header', '--no-pager', '--directory', folder])
  if (!answer.ok) return gapFor(answer)
  const complaint = answer.value.stderr.trim().split('\n')[0]?.slice(0, 150) ?? ''
  const isClosed = /permission/i.test(answer.value.stderr)
  return (
    parseJournalHeaders(answer.value.stdout) ?? {
      reason: isClosed ? 'no-rights' : 'error',
      detail: `journalctl --header: ${complaint || 'no time of a first record'}`,
    }
  )
}

/** Bytes of `500M`, `1.5G` or a bare number, to the base 1024 (systemd.syntax of sizes). */
function parseBytes(text: string): number | undefined {
  const part = /^(\d{1,15}(?:\.\d{1,3})?)\s*([KMGTPE]?)B?$/i.exec(text)
  return part ? Number(part[1]) * 1024 ** ['', 'K', 'M', 'G', 'T', 'P', 'E'].indexOf((part[2] ?? '').toUpperCase()) : undefined
}
