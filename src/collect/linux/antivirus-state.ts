import type {Antivirus} from '../../model/facts/antivirus.ts'
import {parseBitdefenderStatus} from '../parse/bitdefender.ts'
import {parseClamConf, parseCvdHeader} from '../parse/clamav.ts'
import {parseEsetEngineDate} from '../parse/eset.ts'
import {parseKeslInfo} from '../parse/kesl.ts'
import {momentOfLocalTime} from '../parse/local-time.ts'
import {parseMdatpHealth} from '../parse/mdatp.ts'
import type {Probe, Seen} from '../probe.ts'
import type {Failure} from './gap.ts'
import {isRunning, readProcesses} from './processes.ts'
import {readSchedule} from './schedule.ts'
import {readTimeZone} from './time-zone.ts'

type Product = Antivirus['products'][number]
type Field = Exclude<keyof Product, 'name' | 'running'>

/** What a product tells of itself, or why a field was not told. */
export type AntivirusState = {[K in Field]?: Seen<NonNullable<Product[K]>>}

const unknown = (detail: string): Failure => ({ok: false, reason: 'not-supported', detail: detail.slice(0, 200)})
const seen = <T>(value: T): Seen<T> => ({ok: true, value})

/** Products whose own tools and files tell more than that they are installed. */
export const antivirusStates: Partial<Record<string, (probe: Probe) => Promise<AntivirusState>>> = {
  ClamAV: readClamav,
  'Kaspersky Endpoint Security': readKesl,
  'ESET Server Security': (probe) => readEset(probe, '/opt/eset/efs/bin/upd'),
  'ESET Endpoint Antivirus': (probe) => readEset(probe, '/opt/eset/eea/bin/upd'),
  'Microsoft Defender for Endpoint': readDefender,
  'Bitdefender Endpoint Security Tools': readBitdefender,
  'Dr.Web': readDrWeb,
}

const databaseFolder = '/var/lib/clamav'

/** Folders under which desktops mount USB sticks. */
const removableFolders = ['/', '/media', '/run/media', '/mnt']

async function readClamav(probe: Probe): Promise<AntivirusState> {
  const [processes, schedule, names, confs, freshclam] = await Promise.all([
    readProcesses(probe),
    readSchedule(probe),
    probe.list(databaseFolder),
    Promise.all(['/etc/clamav/clamd.conf', '/etc/clamd.d/scan.conf', '/etc/clamd.conf'].map((path) => probe.readText(path))),
    Promise.all(['/etc/clamav/freshclam.conf', '/etc/freshclam.conf'].map((path) => probe.readText(path))),
  ])
  const onAccess = isRunning(processes, ['clamonacc'])
  const scanner = isRunning(processes, ['clamd'])
  const fetcher = isRunning(processes, ['freshclam'])
  const hidden: Failure = {ok: false, reason: 'no-rights', detail: 'the processes of others cannot be seen'}
  const watched = confs.flatMap((conf) => (conf.ok ? clamWatches(parseClamConf(conf.value)) : []))
  const everHours = freshclam.flatMap((conf) => (conf.ok ? (parseClamConf(conf.value).get('Checks') ?? []) : []))[0]
  const fetches =
    fetcher === true
      ? everHours !== '0'
      : schedule.lines.some((line) => /\bfreshclam\b/.test(line)) ||
        (schedule.timers.ok && schedule.timers.value.some((name) => name.includes('freshclam')))
  return {
    // clamonacc only hands files to clamd: alone it stops nothing.
    realTime: onAccess === undefined || scanner === undefined ? hidden : seen(onAccess && scanner),
    scansRemovable:
      onAccess === false
        ? seen(false)
        : onAccess && watched.some((path) => removableFolders.includes(path))
          ? seen(true)
          : unknown('no watched folder of clamd.conf is known to hold removable media'),
    autoUpdate: fetches
      ? seen(true)
      : fetcher === undefined
        ? hidden
        : (schedule.failure ?? (schedule.timers.ok ? seen(false) : schedule.timers)),
    signaturesAt: await readDatabaseDate(probe, names),
  }
}

/** Watched folders, without those that are watched as a part of another one and left out again. */
function clamWatches(conf: ReadonlyMap<string, string[]>): string[] {
  const paths = (...names: string[]) => names.flatMap((name) => conf.get(name) ?? []).map((path) => path.replace(/(.)\/+$/, '$1'))
  const excluded = paths('OnAccessExcludePath')
  return paths('OnAccessIncludePath', 'OnAccessMountPath').filter(
    (path) => !excluded.includes(path) && !(path === '/' && excluded.some((folder) => removableFolders.includes(folder))),
  )
}

/** "daily" changes every day; once freshclam has patched it, it is called .cld instead of .cvd. The file is large, its header is not. */
async function readDatabaseDate(probe: Probe, names: Seen<string[]>): Promise<Seen<string>> {
  if (!names.ok) return names
  const file = ['daily.cld', 'daily.cvd'].find((name) => names.value.includes(name))
  if (!file) return {ok: false, reason: 'not-collected', detail: `${databaseFolder} holds no daily database`}
  const info = await probe.stat(`${databaseFolder}/${file}`)
  // A pipe in its place would keep head waiting.
  if (info.ok && info.value.sizeBytes === 0) return {ok: false, reason: 'error', detail: `${file} is empty`}
  const head = await probe.run('head', ['-c', '512', `${databaseFolder}/${file}`], {timeoutMs: 2000})
  if (!head.ok) return head
  const moment = parseCvdHeader(head.value.stdout)
  if (moment) return seen(moment)
  const complaint = head.value.stderr.trim().split('\n')[0] ?? ''
  return {
    ok: false,
    reason: /denied/i.test(complaint) ? 'no-rights' : 'error',
    detail: `${file} has no readable header ${complaint}`.trim().slice(0, 200),
  }
}

/** A status line reads "Available and running", "Available and stopped" or "Unavailable due to ...". */
async function readKesl(probe: Probe): Promise<AntivirusState> {
  const [answer, processes, zone] = await Promise.all([
    probe.run('kesl-control', ['--app-info']),
    readProcesses(probe),
    readTimeZone(probe),
  ])
  const agent = isRunning(processes, ['klnagent'])
  const managedByAgent: Seen<boolean> = agent ? seen(true) : unknown('the network agent of Kaspersky Security Center does not run')
  if (!answer.ok) return {realTime: answer, signaturesAt: answer, managed: managedByAgent}
  const fields = parseKeslInfo(answer.value.stdout)
  const version = fields.get('version')
  if (!version) {
    const failure: Failure = {ok: false, reason: probe.elevated ? 'error' : 'no-rights', detail: 'kesl-control --app-info told nothing'}
    return {realTime: failure, signaturesAt: failure, managed: managedByAgent}
  }
  const status = (...names: string[]): Seen<boolean> => {
    const words = names.map((name) => fields.get(name)).find((one) => one !== undefined)
    return words === undefined ? unknown(`kesl-control tells no ${names[0]}`) : seen(/^available and running/i.test(words))
  }
  const released = momentOfLocalTime(fields.get('last release date of databases') ?? '', zone)
  const policy = fields.get('policy')?.toLowerCase()
  return {
    version: seen(version),
    realTime: status('file threat protection', 'file monitoring'),
    behaviour: status('behavior detection'),
    scansRemovable: status('removable drives scan'),
    signaturesAt: released ? seen(released) : unknown('kesl-control tells no release date of databases'),
    managed: policy?.startsWith('applied') ? seen(true) : managedByAgent,
  }
}

async function readEset(probe: Probe, updater: string): Promise<AntivirusState> {
  const [answer, agent] = await Promise.all([probe.run(updater, ['--list-modules']), readProcesses(probe)])
  const moment = answer.ok ? parseEsetEngineDate(answer.value.stdout) : undefined
  const managed = isRunning(agent, ['ERAAgent']) === true
  return {
    signaturesAt: moment ? seen(moment) : answer.ok ? unknown('upd --list-modules shows no detection engine') : answer,
    managed: managed ? seen(true) : unknown('the agent of ESET PROTECT does not run'),
  }
}

async function readDefender(probe: Probe): Promise<AntivirusState> {
  const answer = await probe.run('mdatp', ['health', '--output', 'json'])
  const health = answer.ok ? parseMdatpHealth(answer.value.stdout) : undefined
  if (!health) {
    const failure: Failure = answer.ok
      ? {ok: false, reason: 'error', detail: `mdatp health ended with code ${answer.value.code} and told nothing`}
      : answer
    return {realTime: failure, signaturesAt: failure, autoUpdate: failure, behaviour: failure, managed: failure, edr: failure}
  }
  const setting = <T>(value: T | undefined, name: string): Seen<T> =>
    value === undefined ? unknown(`mdatp health tells no ${name}`) : seen(value)
  const time = Number(health.definitionsUpdated)
  const passive = health.passiveModeEnabled?.value
  const onboarded = health.licensed === undefined ? undefined : health.licensed && (health.orgId ?? '') !== ''
  return {
    ...(health.appVersion ? {version: seen(health.appVersion)} : {}),
    // In passive mode the scanner stands back for another product even when the switch is on.
    realTime: passive ? seen(false) : setting(health.realTimeProtectionEnabled?.value, 'realTimeProtectionEnabled'),
    signaturesAt: time > 0 ? seen(new Date(time).toISOString()) : unknown('mdatp health tells no definitionsUpdated'),
    autoUpdate: setting(health.automaticDefinitionUpdateEnabled?.value, 'automaticDefinitionUpdateEnabled'),
    behaviour: setting({enabled: true, disabled: false}[health.behaviorMonitoring?.value ?? ''], 'behaviorMonitoring'),
    managed: setting(onboarded, 'licensed'),
    edr: setting(onboarded && (health.edrMachineId ?? '') !== '', 'edrMachineId'),
  }
}

async function readBitdefender(probe: Probe): Promise<AntivirusState> {
  const answer = await probe.run('/opt/bitdefender-security-tools/bin/bduitool', ['get', 'ps'])
  if (!answer.ok) return {realTime: answer, signaturesAt: answer}
  const {version, updatedAt, antimalware} = parseBitdefenderStatus(answer.value.stdout)
  return {
    ...(version ? {version: seen(version)} : {}),
    // "On" may also mean scans on demand only; "Off" leaves no doubt.
    realTime: antimalware === false ? seen(false) : unknown('bduitool does not tell scanning on access apart'),
    signaturesAt: updatedAt ? seen(updatedAt) : unknown('bduitool tells no date of its content'),
  }
}

/** SpIDer Guard, the part that scans files when they are opened, is a program of its own. */
async function readDrWeb(probe: Probe): Promise<AntivirusState> {
  const running = isRunning(await readProcesses(probe), ['drweb-spider'])
  return {
    realTime: running === undefined ? {ok: false, reason: 'no-rights', detail: 'the processes of others cannot be seen'} : seen(running),
  }
}
