import {lastAmandaDump} from '../parse/amandates.ts'
import {isRemoteAddress, parseBorgmaticRepositories} from '../parse/borgmatic.ts'
import {momentOfLocalTime} from '../parse/local-time.ts'
import {parseMountinfo} from '../parse/mountinfo.ts'
import {lastRsnapshotSuccess, parseRsnapshotConf} from '../parse/rsnapshot.ts'
import {parseTimeshift} from '../parse/timeshift.ts'
import type {Probe, Seen} from '../probe.ts'
import type {Failure} from './gap.ts'
import {readFolder} from './read-folder.ts'
import {readTimeZone} from './time-zone.ts'

/** What a product notes about itself; what it does not note stays a failure. */
export interface BackupState {
  scheduled?: Seen<boolean>
  lastSuccessAt?: Seen<string>
  separateTarget?: Seen<boolean>
}

const unknown = (detail: string): Failure => ({ok: false, reason: 'not-supported', detail: detail.slice(0, 200)})

/** Products whose own files tell more than that they are installed. */
export const backupStates: Partial<Record<string, (probe: Probe) => Promise<BackupState>>> = {
  rsnapshot: readRsnapshot,
  borgmatic: readBorgmatic,
  Timeshift: readTimeshift,
  Amanda: readAmanda,
}

async function readRsnapshot(probe: Probe): Promise<BackupState> {
  const [file, zone] = await Promise.all([probe.readText('/etc/rsnapshot.conf'), readTimeZone(probe)])
  if (!file.ok) return {lastSuccessAt: file, separateTarget: file}
  const {root, logFile, firstLevel} = parseRsnapshotConf(file.value)
  const [separateTarget, log] = await Promise.all([
    root ? isElsewhere(probe, root) : unknown('rsnapshot.conf names no snapshot_root'),
    logFile ? probe.readText(logFile) : unknown('rsnapshot.conf names no logfile'),
  ])
  if (!log.ok) return {lastSuccessAt: log, separateTarget}
  const moment = momentOfLocalTime(lastRsnapshotSuccess(log.value, firstLevel ?? 'sync') ?? '', zone)
  return {lastSuccessAt: moment ? {ok: true, value: moment} : unknown('the log of rsnapshot notes no success'), separateTarget}
}

/** One place on another machine is enough. */
async function readBorgmatic(probe: Probe): Promise<BackupState> {
  const [main, folder] = await Promise.all([
    probe.readText('/etc/borgmatic/config.yaml'),
    readFolder(probe, '/etc/borgmatic.d', (name) => /\.ya?ml$/.test(name)),
  ])
  const texts = [...(main.ok ? [main.value] : []), ...folder.texts.map(({text}) => text)]
  const repositories = texts.flatMap(parseBorgmaticRepositories)
  if (repositories.some(isRemoteAddress)) return {separateTarget: {ok: true, value: true}}
  const closed = folder.failure ?? (!main.ok && main.reason !== 'not-supported' ? main : undefined)
  if (closed) return {separateTarget: closed}
  const [local] = repositories
  return {separateTarget: local ? await isElsewhere(probe, local) : unknown('no configuration of borgmatic names a repository')}
}

async function readTimeshift(probe: Probe): Promise<BackupState> {
  const file = await probe.readText('/etc/timeshift/timeshift.json')
  if (!file.ok) return {scheduled: file, separateTarget: file}
  const settings = parseTimeshift(file.value)
  if (!settings) return {scheduled: {ok: false, reason: 'error', detail: 'timeshift.json is not readable as such'}}
  return {
    scheduled: {ok: true, value: settings.scheduled},
    separateTarget: settings.sameVolume
      ? {ok: true, value: false}
      : unknown('whether the volume of Timeshift is on another disk is not read'),
  }
}

async function readAmanda(probe: Probe): Promise<BackupState> {
  const files = await Promise.all(['/var/lib/amanda/amandates', '/etc/amandates'].map((path) => probe.readText(path)))
  const file = files.find((one) => one.ok) ?? files[0]
  if (!file?.ok) return {lastSuccessAt: file ?? unknown('amandates was not read')}
  const moment = lastAmandaDump(file.value)
  return {lastSuccessAt: moment ? {ok: true, value: moment} : unknown('amandates notes no backup')}
}

const networkFileSystems = /^(?:nfs|nfs4|cifs|smb3|smbfs|ceph|glusterfs|afs|fuse\.(?:sshfs|rclone|s3fs|glusterfs|cephfs))$/

/** A folder on a network share is elsewhere, one on the file system of "/" is not; another partition may be on the same disk. */
async function isElsewhere(probe: Probe, path: string): Promise<Seen<boolean>> {
  const table = await probe.readText('/proc/self/mountinfo')
  if (!table.ok) return table
  const mounts = parseMountinfo(table.value)
  const holder = mounts
    .filter(({mount}) => mount === '/' || path === mount || path.startsWith(`${mount}/`))
    .sort((a, b) => b.mount.length - a.mount.length)[0]
  if (!holder) return {ok: false, reason: 'error', detail: '/proc/self/mountinfo shows no mount'}
  if (networkFileSystems.test(holder.fs)) return {ok: true, value: true}
  if (holder.device === mounts.findLast(({mount}) => mount === '/')?.device) return {ok: true, value: false}
  return unknown('the backup lies on another file system, whose disk is not looked up')
}
