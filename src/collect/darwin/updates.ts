import type {Updates} from '../../model/facts/updates.ts'
import type {Collected} from '../collector.ts'
import {type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {type PlistValue, parsePlist, plistDict, plistText} from '../parse/plist.ts'
import {serverAddress} from '../parse/proxy.ts'
import type {Probe} from '../probe.ts'

const source = 'defaults export com.apple.SoftwareUpdate; /Library/Receipts/InstallHistory.plist'

/** State of updates of macOS, best effort, from what `softwareupdate` noted itself: asking it would contact Apple. */
export async function collectDarwinUpdates(probe: Probe): Promise<Collected<'updates'>> {
  const [settings, history] = await Promise.all([
    probe.run('defaults', ['export', '/Library/Preferences/com.apple.SoftwareUpdate', '-']),
    probe.readText('/Library/Receipts/InstallHistory.plist'),
  ])
  if (!settings.ok) return {...settings, source}
  const plist = parsePlist(settings.value.stdout)
  if (plist === undefined) return {ok: false, reason: 'error', detail: 'defaults export printed no property list', source}
  const dict = plistDict(plist)
  const value: Updates = {manager: 'softwareupdate'}
  const gaps: Gaps = {
    pendingSecurity: {reason: 'not-supported', detail: 'macOS does not note which updates are about security'},
    rebootRequired: {reason: 'not-supported', detail: 'macOS notes no pending restart'},
  }
  const checked = momentOf(dict['LastSuccessfulDate'])
  if (checked) value.lastCheckedAt = checked
  else gaps['lastCheckedAt'] = {reason: 'not-supported', detail: 'macOS noted no successful look for updates'}
  const available = dict['LastUpdatesAvailable']
  if (typeof available === 'number') value.pending = available
  else gaps['pending'] = {reason: 'not-supported', detail: 'macOS noted no number of updates'}
  // The switches are written once somebody touches them, so their absence tells nothing.
  const [checks, critical] = [dict['AutomaticCheckEnabled'], dict['CriticalUpdateInstall']]
  if (typeof checks === 'boolean' && typeof critical === 'boolean') value.automatic = checks && critical
  else gaps['automatic'] = {reason: 'not-supported', detail: 'the switches for automatic updates were never set'}
  const catalog = plistText(dict['CatalogURL'])
  const server = catalog ? serverAddress(catalog) : undefined
  value.centralServer = catalog !== undefined
  if (server) value.server = server
  const installed = history.ok ? lastUpdateOf(parsePlist(history.value)) : undefined
  if (installed) value.lastInstalledAt = installed
  else gaps['lastInstalledAt'] = history.ok ? {reason: 'not-supported', detail: 'InstallHistory.plist notes no update'} : gapFor(history)
  return {ok: true, value, source, ...withGaps(gaps)}
}

function momentOf(value: PlistValue | undefined): string | undefined {
  const time = Date.parse(plistText(value) ?? '')
  return Number.isFinite(time) ? new Date(time).toISOString() : undefined
}

function lastUpdateOf(history: PlistValue | undefined): string | undefined {
  const entries = Array.isArray(history) ? history.map(plistDict) : []
  const moments = entries
    .filter((entry) => /^(?:softwareupdated|SoftwareUpdate|macOS Installer)$/.test(plistText(entry['processName']) ?? ''))
    .flatMap((entry) => momentOf(entry['date']) ?? [])
  return moments.sort().at(-1)
}
