import type {Smb} from '../../model/facts/smb.ts'
import type {Collected, Collector} from '../collector.ts'
import {collectMacSmb} from '../darwin/smb.ts'
import {type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {isRunning, readProcesses} from '../linux/processes.ts'
import {readSamba, type Samba} from '../linux/samba.ts'
import {parseProcNet} from '../parse/proc-net.ts'
import type {Probe, Seen} from '../probe.ts'

const source = '/proc/net/tcp; /etc/samba/smb.conf; smbd --version; /proc/mounts'

/** Dialects of smb.conf(5) that belong to version 1 of the protocol. */
const oldDialects = new Set(['CORE', 'COREPLUS', 'LANMAN1', 'LANMAN2', 'NT1'])
const ports = [445, 139]

async function collect(probe: Probe): Promise<Collected<'smb'>> {
  return probe.platform === 'darwin' ? collectMacSmb(probe) : collectLinux(probe)
}

async function collectLinux(probe: Probe): Promise<Collected<'smb'>> {
  const [samba, processes, tcp, tcp6, mounts, modern] = await Promise.all([
    readSamba(probe),
    readProcesses(probe),
    probe.readText('/proc/net/tcp'),
    probe.readText('/proc/net/tcp6'),
    probe.readText('/proc/self/mounts'),
    readsModernDefaults(probe),
  ])
  const listens = [tcp, tcp6].some(
    (answer) => answer.ok && parseProcNet(answer.value)?.sockets.some((one) => one.state === '0A' && ports.includes(one.port)),
  )
  const runs = isRunning(processes, ['smbd', 'ksmbd.mountd'])
  if (!listens && (runs === undefined || !tcp.ok)) {
    // Neither a process nor an open port was seen, and one of the two looks was blind.
    if (samba.server !== 'none') return {...(tcp.ok ? hidden : tcp), source}
  }
  const serverRunning = listens || runs === true
  const value: Smb = {serverRunning}
  const gaps: Gaps = {}

  if (samba.server === 'none' && serverRunning) {
    const unknown = {reason: 'not-supported', detail: 'what answers on the port of SMB is neither Samba nor ksmbd of this system'} as const
    for (const field of ['smb1', 'signingRequired', 'guestAllowed']) gaps[field] = unknown
    return {ok: true, value, source, ...withGaps(gaps)}
  }
  const smb1 = judgeSmb1(samba, modern, mounts)
  if (typeof smb1 === 'boolean') value.smb1 = smb1
  else gaps['smb1'] = gapFor(smb1)
  if (samba.server === 'none') {
    value.guestAllowed = false
    gaps['signingRequired'] = {reason: 'not-supported', detail: 'no SMB server here'}
    return {ok: true, value, source, ...withGaps(gaps)}
  }
  if (samba.failure) for (const field of ['signingRequired', 'guestAllowed']) gaps[field] = gapFor(samba.failure)
  const signing = /^(mandatory|required|force|forced|enforced)$/i.test(samba.global.get('serversigning') ?? '')
  const guests = mapsToGuest(samba) || samba.shares.some((share) => share.guests)
  // An active directory domain controller signs by default, smb.conf(5) "server signing".
  const controller =
    /^(active directory domain controller|domain controller|dc)$/i.test(samba.global.get('serverrole') ?? '') &&
    !samba.global.has('serversigning')
  if (!samba.failure) value.signingRequired = signing || controller
  if (!samba.failure || guests) value.guestAllowed = guests
  return {ok: true, value, source, ...withGaps(gaps)}
}

const hidden = {ok: false, reason: 'no-rights', detail: 'whether the SMB server runs could not be seen'} as const

/** smb.conf(5): "map to guest" lets strangers in as guests unless it is Never, the default. */
function mapsToGuest(samba: Samba): boolean {
  return /^(bad user|bad password|bad uid)$/i.test(samba.global.get('maptoguest') ?? 'never')
}

/** Whether version 1 can be spoken as a server, as a client of Samba, or by a mount that is there now. */
function judgeSmb1(samba: Samba, modern: Seen<boolean>, mounts: Seen<string>): boolean | Extract<Seen<never>, {ok: false}> {
  const server = samba.global.get('serverminprotocol')?.toUpperCase()
  const client = samba.global.get('clientminprotocol')?.toUpperCase()
  if ((server && samba.server !== 'none' && oldDialects.has(server)) || (client && oldDialects.has(client))) return true
  if (
    mounts.ok &&
    mounts.value.split('\n').some((line) => / (cifs|smb3) /.test(line.slice(0, 4000)) && /[ ,]vers=1\.0(,| )/.test(line.slice(0, 4000)))
  )
    return true
  if (!modern.ok) return modern
  // Before 4.11 both defaults were older; where both are set, they need no default.
  if (!modern.value && (client === undefined || (server === undefined && samba.server !== 'none'))) return true
  if (samba.failure) return samba.failure
  return mounts.ok ? false : mounts
}

/** Samba 4.11 raised the lowest dialect to SMB2_02 (its release notes); true as well when no Samba is installed. */
async function readsModernDefaults(probe: Probe): Promise<Seen<boolean>> {
  const programs = ['smbd', 'smbclient'] as const
  const stats = await Promise.all(programs.map((name) => Promise.all([probe.stat(`/usr/sbin/${name}`), probe.stat(`/usr/bin/${name}`)])))
  const program = programs.find((_, at) => stats[at]?.some((answer) => answer.ok))
  if (!program) return {ok: true, value: true}
  const answer = await probe.run(program, ['--version'])
  if (!answer.ok) return answer
  const version = /Version (\d{1,3})\.(\d{1,3})/.exec(answer.value.stdout.slice(0, 1000))
  if (!version) return {ok: false, reason: 'error', detail: `${program} --version printed no version`}
  const [major, minor] = [Number(version[1]), Number(version[2])]
  return {ok: true, value: major > 4 || (major === 4 && minor >= 11)}
}

export const smbCollector: Collector<'smb'> = {fact: 'smb', collect}
