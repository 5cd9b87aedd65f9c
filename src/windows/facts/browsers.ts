import {present} from '../../lib/present.ts'
import type {Browsers} from '../../model/facts/browsers.ts'
import type {WindowsProgram} from '../../model/windows-programs.ts'
import {type CimRow, cimText} from '../cim.ts'
import type {Built, WindowsLook} from '../look.ts'
import {type Gaps, map, type Output, unseen} from '../output.ts'
import {numberOf, textOf} from '../registry.ts'
import {findPrograms, partialOf} from './programs.ts'

type Browser = Browsers['items'][number]

const root = 'HKLM\\SOFTWARE\\Policies'

/** Installed browsers, what policies say of their updates and extensions, and the ids of extensions in users' profiles. */
export function buildBrowsers(look: WindowsLook): Built<'browsers'> {
  const source = 'registry Uninstall, policies of browsers, folders of extensions'
  const found = findPrograms(look, 'browser')
  if (!found.ok) return {...found, source}
  const gaps: Gaps = partialOf('items', found.value)
  const rows = look.cim('BrowserExtension')
  if (!rows.ok) gaps['items.extensions'] = {reason: rows.reason, detail: rows.detail}
  const items = found.value.found.map(({program, version}): Browser => {
    const update = readUpdates(look, program)
    const control = readControl(look, program)
    if (!update.ok) gaps['items.autoUpdate'] ??= {reason: update.reason, detail: update.detail}
    if (!control.ok) gaps['items.extensionControl'] ??= {reason: control.reason, detail: control.detail}
    return {
      name: program.name,
      product: program.product ?? program.name.toLowerCase(),
      version: version ?? '',
      ...present({
        autoUpdate: update.ok ? update.value : undefined,
        extensionControl: control.ok ? control.value : undefined,
        extensions: rows.ok && program.engine === 'chromium' ? extensionsOf(rows.value, program) : undefined,
      }),
    }
  })
  // A gap takes a field from every browser; where one tells it, the others just lack it.
  for (const field of ['autoUpdate', 'extensionControl'] as const)
    if (items.some((item) => item[field] !== undefined)) delete gaps[`items.${field}`]
  return {ok: true, value: {items}, gaps, source}
}

/**
 * Chrome and Edge update by themselves unless the policy of their updater says otherwise (UpdateDefault 0, or Update{...} of the
 * browser 0). Firefox may be told not to in its own settings, which are a user's file: only its policy is known.
 */
function readUpdates(look: WindowsLook, program: WindowsProgram): Output<boolean> {
  if (program.engine === 'firefox' && program.policies !== undefined) {
    const key = `${root}\\${program.policies}`
    const off = map(look.registry.read(key, 'DisableAppUpdate'), numberOf)
    const on = map(look.registry.read(key, 'AppAutoUpdate'), numberOf)
    if (!off.ok) return off
    if (off.value === 1) return {ok: true, value: false}
    if (!on.ok || on.value === undefined) return on.ok ? unseen('not-collected', 'Firefox keeps this in a file of its own') : on
    return {ok: true, value: on.value === 1}
  }
  if (program.updater === undefined) return unseen('not-supported', `no policy of updates is known for ${program.name}`)
  const values = look.registry.values(`${root}\\${program.updater}`)
  return map(
    values,
    (all) => ![...(all ?? [])].some(([name, data]) => /^(?:UpdateDefault|Update\{[0-9a-f-]{36}\})$/i.test(name) && numberOf(data) === 0),
  )
}

/** A list of blocked extensions that holds "*", or settings that block by default, let only named ones in. */
function readControl(look: WindowsLook, {engine, policies}: WindowsProgram): Output<boolean> {
  if (engine === undefined || policies === undefined) return unseen('not-supported', 'no policy of extensions is known')
  const key = `${root}\\${policies}`
  const settings = look.registry.read(key, 'ExtensionSettings')
  if (!settings.ok) return settings
  const text = Array.isArray(settings.value) ? settings.value.join('\n') : textOf(settings.value)
  if (text !== undefined && blocksByDefault(text)) return {ok: true, value: true}
  if (engine === 'firefox') {
    const star = map(look.registry.read(`${key}\\ExtensionSettings\\*`, 'installation_mode'), textOf)
    return map(star, (mode) => mode === 'blocked')
  }
  const list = look.registry.values(`${key}\\ExtensionInstallBlocklist`)
  const older = look.registry.values(`${key}\\ExtensionInstallBlacklist`)
  if (!list.ok) return list
  return map(older, (more) => [...(list.value ?? new Map()).values(), ...(more ?? new Map()).values()].some((data) => data === '*'))
}

function blocksByDefault(json: string): boolean {
  try {
    const mode = (JSON.parse(json) as Record<string, {installation_mode?: unknown} | undefined>)['*']?.installation_mode
    return mode === 'blocked' || mode === 'removed'
  } catch {
    return false
  }
}

function extensionsOf(rows: readonly CimRow[], {name}: WindowsProgram): NonNullable<Browser['extensions']> {
  const found = rows.flatMap((row) => {
    const id = cimText(row, 'Id')
    return cimText(row, 'Browser') === name && id !== undefined && /^[a-p]{32}$/.test(id)
      ? [{id, ...present({version: cimText(row, 'Version')})}]
      : []
  })
  return [...new Map(found.map((one) => [`${one.id} ${one.version}`, one])).values()]
}
