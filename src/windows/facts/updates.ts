import {present} from '../../lib/present.ts'
import type {Updates} from '../../model/facts/updates.ts'
import {type CimRow, cimMoment, cimText} from '../cim.ts'
import {type Built, firstRow, startOf, type WindowsLook} from '../look.ts'
import {type Gaps, known, map, type Output, unseen} from '../output.ts'
import {parseSysteminfo} from '../parse/systeminfo.ts'
import {numberOf, textOf} from '../registry.ts'

type Hotfix = NonNullable<Updates['hotfixes']>[number]

const policies = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate'
const current = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion'

/** State of Windows Update; nothing is asked of a server. */
export function buildUpdates(look: WindowsLook): Built<'updates'> {
  const source = 'Win32_QuickFixEngineering, systeminfo, registry WindowsUpdate'
  const gaps: Gaps = {
    pending: {reason: 'not-supported', detail: 'Windows knows this only after asking a server'},
    pendingSecurity: {reason: 'not-supported', detail: 'Windows knows this only after asking a server'},
  }
  const server = map(look.registry.read(policies, 'WUServer'), textOf)
  const uses = map(look.registry.read(`${policies}\\AU`, 'UseWUServer'), (value) => numberOf(value) === 1)
  const hotfixes = known(gaps, 'hotfixes', readHotfixes(look))
  const installed = hotfixes
    ?.flatMap(({installedOn}) => installedOn ?? [])
    .sort()
    .at(-1)
  const central = known(gaps, 'centralServer', readCentral(uses, server))
  const value: Updates = {
    manager: 'windows-update',
    ...present({
      hotfixes,
      // Days only: what installed at which hour is not kept by Windows.
      lastInstalledAt: installed === undefined ? undefined : `${installed}T00:00:00.000Z`,
      lastCheckedAt: cimMoment(firstRow(look, 'AutoUpdateResults'), 'LastSearchSuccessDate'),
      automatic: known(gaps, 'automatic', readAutomatic(look)),
      centralServer: central,
      server: central && server.ok ? server.value?.slice(0, 255) : undefined,
      rebootRequired: known(gaps, 'rebootRequired', readReboot(look)),
    }),
  }
  if (Object.keys(value).length === 1) return {...unseen('not-collected', 'nothing of Windows Update was read'), source}
  if (value.lastInstalledAt === undefined)
    gaps['lastInstalledAt'] = {reason: 'not-collected', detail: 'no update in the list carries a day'}
  if (value.lastCheckedAt === undefined)
    gaps['lastCheckedAt'] = {reason: 'not-collected', detail: 'Microsoft.Update.AutoUpdate was not asked'}
  return {ok: true, value, gaps, source}
}

function readCentral(uses: Output<boolean>, server: Output<string | undefined>): Output<boolean> {
  if (!uses.ok) return uses
  return map(server, (address) => uses.value && address !== undefined)
}

/** Windows has always some updates in this list: an empty one was not seen. */
function readHotfixes(look: WindowsLook): Output<Hotfix[]> {
  const rows = look.cim('Win32_QuickFixEngineering')
  if (rows.ok && rows.value.length > 0) return map(rows, (list) => list.flatMap(readHotfix))
  const info = map(look.text('systeminfo.txt'), parseSysteminfo)
  if (info.ok && info.value && info.value.hotfixes.length > 0) return {ok: true, value: info.value.hotfixes.map((id) => ({id}))}
  return rows.ok ? {ok: false, reason: 'error', detail: 'Win32_QuickFixEngineering lists no update'} : rows
}

export function readHotfix(row: CimRow): Hotfix[] {
  const id = /KB\d{6,7}/.exec(cimText(row, 'HotFixID') ?? '')?.[0]
  return id === undefined ? [] : [{id, ...present({installedOn: hotfixDay(row)})}]
}

/** "8/12/2020" is month first in every language; old systems wrote a FILETIME in hexadecimal. */
function hotfixDay(row: CimRow): string | undefined {
  const moment = cimMoment(row, 'InstalledOn')
  // PowerShell gives midnight of the PC's own day; half a day later it is the same day in UTC from -12 to +12.
  if (moment !== undefined) return new Date(Date.parse(moment) + 12 * 3_600_000).toISOString().slice(0, 10)
  const text = cimText(row, 'InstalledOn') ?? ''
  const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  if (parts) {
    const date = new Date(Date.UTC(Number(parts[3]), Number(parts[1]) - 1, Number(parts[2])))
    const whole = date.getUTCMonth() === Number(parts[1]) - 1 && date.getUTCDate() === Number(parts[2])
    return whole ? date.toISOString().slice(0, 10) : undefined
  }
  const ticks = /^[0-9a-f]{16}$/i.test(text) ? BigInt(`0x${text}`) : undefined
  if (ticks === undefined) return undefined
  const date = new Date(Number(ticks / 10_000n - 11_644_473_600_000n))
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10)
}

/**
 * A service that is disabled or was removed installs nothing. Without a policy Windows 10 and later install by themselves; Windows 8.1 and earlier as their own setting says. AUOptions 4 =
 * install by schedule, 2 and 3 = ask (learn.microsoft.com, "Configure Automatic Updates").
 */
export function readAutomatic(look: WindowsLook): Output<boolean> {
  const start = map(startOf(look, 'wuauserv'), numberOf)
  if (start.ok && (start.value === undefined || start.value === 4)) return {ok: true, value: false}
  const off = map(look.registry.read(`${policies}\\AU`, 'NoAutoUpdate'), numberOf)
  if (!off.ok) return off
  if (off.value === 1) return {ok: true, value: false}
  const option = map(look.registry.read(`${policies}\\AU`, 'AUOptions'), numberOf)
  if (!option.ok) return option
  if (option.value !== undefined) return {ok: true, value: option.value === 4}
  if (!start.ok) return start
  const own = map(look.registry.read(`${current}\\WindowsUpdate\\Auto Update`, 'AUOptions'), numberOf)
  const build = map(look.registry.read('HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion', 'CurrentBuildNumber'), numberOf)
  if (build.ok && build.value !== undefined && build.value >= 10_240) return {ok: true, value: true}
  if (!own.ok) return own
  return own.value === undefined ? {ok: false, reason: 'not-collected', detail: 'AUOptions is not set'} : {ok: true, value: own.value === 4}
}

function readReboot(look: WindowsLook): Output<boolean> {
  const update = map(
    look.registry.keys(`${current}\\WindowsUpdate\\Auto Update`),
    (keys) => keys?.some((key) => /^RebootRequired$/i.test(key)) ?? false,
  )
  if (update.ok && update.value) return update
  const servicing = map(
    look.registry.keys(`${current}\\Component Based Servicing`),
    (keys) => keys?.some((key) => /^RebootPending$/i.test(key)) ?? false,
  )
  if (servicing.ok && servicing.value) return servicing
  return update.ok ? servicing : update
}
