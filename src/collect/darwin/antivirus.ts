import type {Antivirus} from '../../model/facts/antivirus.ts'
import type {Collected} from '../collector.ts'
import {antivirusStates} from '../linux/antivirus-state.ts'
import {type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {isRunning, readProcesses} from '../linux/processes.ts'
import {parsePlist, plistDict, plistText} from '../parse/plist.ts'
import type {Probe} from '../probe.ts'

const source = 'XProtect.bundle; ps -axo pid=,comm=; mdatp health'

/** The file of XProtect's rules, by which Apple dates an update. */
const bundle = '/Library/Apple/System/Library/CoreServices/XProtect.bundle'

/** Other products by processes that only they have. */
const others = [
  {name: 'Microsoft Defender for Endpoint', processes: ['wdavdaemon']},
  {name: 'Kaspersky Endpoint Security', processes: ['kav']},
  {name: 'ESET', processes: ['esets_daemon', 'scand']},
  {name: 'Sophos', processes: ['SophosScanD', 'SophosScanAgent']},
  {name: 'CrowdStrike Falcon', processes: ['falcond', 'com.crowdstrike.falcon.Agent']},
  {name: 'SentinelOne', processes: ['sentineld']},
] as const

/** Anti-malware of a Mac, best effort: Apple's own XProtect, and others by their processes. */
export async function collectDarwinAntivirus(probe: Probe): Promise<Collected<'antivirus'>> {
  const [info, rules, processes] = await Promise.all([
    probe.readText(`${bundle}/Contents/Info.plist`),
    probe.stat(`${bundle}/Contents/Resources/XProtect.yara`),
    readProcesses(probe),
  ])
  if (!processes.ok) return {...processes, source}
  const gaps: Gaps = {}
  const products: Antivirus['products'] = []
  if (info.ok) {
    const version = plistText(plistDict(parsePlist(info.value))['CFBundleShortVersionString'])
    products.push({
      name: 'XProtect',
      ...(version ? {version} : {}),
      ...(rules.ok ? {signaturesAt: rules.value.modifiedAt.toISOString()} : {}),
    })
    if (!version) gaps['products.version'] = {reason: 'error', detail: 'Info.plist of XProtect is not readable as such'}
    if (!rules.ok) gaps['products.signaturesAt'] = gapFor(rules, 'XProtect')
  }
  for (const {name, processes: names} of others) {
    if (!isRunning(processes, names)) continue
    const state = (name === 'Microsoft Defender for Endpoint' && (await antivirusStates[name]?.(probe))) || {}
    const told = Object.entries(state).flatMap(([field, answer]) => (answer?.ok ? [[field, answer.value]] : []))
    products.push({name, running: true, ...Object.fromEntries(told)})
  }
  for (const field of ['running', 'realTime', 'autoUpdate', 'behaviour', 'edr', 'managed', 'scansRemovable'])
    gaps[`products.${field}`] ??= {reason: 'not-supported', detail: 'not every product on macOS tells it'}
  return {ok: true, value: {products}, source, ...withGaps(gaps)}
}
