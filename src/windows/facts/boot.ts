import {present} from '../../lib/present.ts'
import type {Boot} from '../../model/facts/boot.ts'
import {cimNumber} from '../cim.ts'
import {type Built, firstRow, serviceRuns, type WindowsLook} from '../look.ts'
import {type Gaps, known, map, type Output, unseen} from '../output.ts'
import {numberOf, textOf} from '../registry.ts'

const control = 'HKLM\\SYSTEM\\CurrentControlSet\\Control'
const system = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System'

/** How the PC starts, and what protects the running system. */
export function buildBoot(look: WindowsLook): Built<'boot'> {
  const source = 'registry Control, SecureBoot, Policies System, SrpV2; Win32_OperatingSystem, Win32_DeviceGuard'
  const firmware = map(look.registry.read(control, 'PEFirmwareType'), numberOf)
  if (!firmware.ok) return {...firmware, source}
  const gaps: Gaps = {}
  const secure = map(look.registry.read(`${control}\\SecureBoot\\State`, 'UEFISecureBootEnabled'), (data) => numberOf(data) === 1)
  const protection = present({
    dep: known(gaps, 'exploitProtection.dep', readDep(look)),
    aslr: known(gaps, 'exploitProtection.aslr', readAslr(look)),
  })
  gaps['exploitProtection.cfg'] = {reason: 'not-collected', detail: 'not asked of Windows'}
  const value: Boot = {
    mode: firmware.value === 2 ? 'uefi' : firmware.value === 1 ? 'bios' : 'other',
    exploitProtection: protection,
    ...present({
      secureBoot: known(gaps, 'secureBoot', secure),
      appControl: known(gaps, 'appControl', readAppControl(look)),
      elevationPrompt: known(gaps, 'elevationPrompt', readElevation(look)),
    }),
  }
  return {ok: true, value, gaps, source}
}

/** DataExecutionPrevention_SupportPolicy 0 = always off; the same stands in the options Windows was started with. */
function readDep(look: WindowsLook): Output<boolean> {
  const policy = cimNumber(firstRow(look, 'Win32_OperatingSystem'), 'DataExecutionPrevention_SupportPolicy')
  if (policy !== undefined) return {ok: true, value: policy !== 0}
  const options = map(look.registry.read(control, 'SystemStartOptions'), textOf)
  if (!options.ok) return options
  const word = /NOEXECUTE=(\w+)/i.exec(options.value ?? '')?.[1]
  return word === undefined ? unseen('error', 'the start options do not tell') : {ok: true, value: !/^alwaysoff$/i.test(word)}
}

/** MoveImages 0 switches it off for everything; without the value it is on. */
function readAslr(look: WindowsLook): Output<boolean> {
  return map(look.registry.read(`${control}\\Session Manager\\Memory Management`, 'MoveImages'), (data) => numberOf(data) !== 0)
}

/** Rules of AppLocker for programs in force (EnforcementMode 1, its service running), or code integrity for programs (2 = enforced). */
function readAppControl(look: WindowsLook): Output<boolean> {
  const guard = look.cim('Win32_DeviceGuard')
  if (guard.ok && cimNumber(guard.value[0], 'UsermodeCodeIntegrityPolicyEnforcementStatus') === 2) return {ok: true, value: true}
  const mode = map(look.registry.read('HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\SrpV2\\Exe', 'EnforcementMode'), numberOf)
  const service = serviceRuns(look, 'appidsvc')
  if (!mode.ok) return mode
  if (!service.ok) return service
  if (mode.value === 1 && service.value) return {ok: true, value: true}
  return guard.ok ? {ok: true, value: false} : guard
}

/** EnableLUA 1 switches the question on; ConsentPromptBehaviorAdmin 0 lets administrators pass without it. */
function readElevation(look: WindowsLook): Output<boolean> {
  const on = map(look.registry.read(system, 'EnableLUA'), numberOf)
  const prompt = map(look.registry.read(system, 'ConsentPromptBehaviorAdmin'), numberOf)
  if (!on.ok) return on
  if (!prompt.ok) return prompt
  return on.value === undefined || prompt.value === undefined
    ? unseen('error', 'the settings of User Account Control are not there')
    : {ok: true, value: on.value === 1 && prompt.value !== 0}
}
