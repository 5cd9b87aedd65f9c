import {present} from '../../lib/present.ts'
import type {RemovableMedia} from '../../model/facts/removable-media.ts'
import {type Built, startOf, type WindowsLook} from '../look.ts'
import {type Gaps, known, map, type Output, unseen} from '../output.ts'
import {numberOf} from '../registry.ts'

const explorer = 'Microsoft\\Windows\\CurrentVersion\\Policies\\Explorer'
const usbstor = 'HKLM\\SYSTEM\\CurrentControlSet\\Enum\\USBSTOR'
const denial = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\RemovableStorageDevices'
/** All kinds of drives: "Turn off Autoplay: All drives". */
const allDrives = 0xff

/** Policy for USB storage, and which models were plugged in; serial numbers only as hashes. */
export function buildRemovableMedia(look: WindowsLook): Built<'removableMedia'> {
  const gaps: Gaps = {autoMount: {reason: 'not-collected', detail: 'not asked of Windows'}}
  const value: RemovableMedia = present({
    autorunDisabled: known(gaps, 'autorunDisabled', readAutorun(look)),
    storageAllowed: known(gaps, 'storageAllowed', readAllowed(look)),
    devices: known(gaps, 'devices', readDevices(look)),
  })
  const source = 'registry NoDriveTypeAutoRun, USBSTOR, RemovableStorageDevices'
  if (Object.keys(value).length === 0) return {...unseen('not-collected', 'the registry was not read'), source}
  return {ok: true, value, gaps, source}
}

/** The machine's policy outranks that of its users. */
function readAutorun(look: WindowsLook): Output<boolean> {
  const machine = map(look.registry.read(`HKLM\\SOFTWARE\\${explorer}`, 'NoDriveTypeAutoRun'), numberOf)
  if (!machine.ok || machine.value !== undefined) return map(machine, (mask) => ((mask ?? 0) & allDrives) === allDrives)
  if (!look.users.ok) return look.users
  for (const sid of look.users.value) {
    const user = map(look.registry.read(`HKU\\${sid}\\Software\\${explorer}`, 'NoDriveTypeAutoRun'), numberOf)
    if (!user.ok) return user
    if (((user.value ?? 0) & allDrives) !== allDrives) return {ok: true, value: false}
  }
  // Users who are not signed in have no such policy that could be seen.
  return {ok: true, value: false}
}

function readAllowed(look: WindowsLook): Output<boolean> {
  const driver = map(startOf(look, 'USBSTOR'), numberOf)
  if (driver.ok && driver.value === 4) return {ok: true, value: false}
  const all = map(look.registry.read(denial, 'Deny_All'), numberOf)
  if (all.ok && all.value === 1) return {ok: true, value: false}
  // The class of removable disks alone ({53f5630d-...}, learn.microsoft.com "Removable storage access").
  const disks = map(look.registry.read(`${denial}\\{53f5630d-b6bf-11d0-94f2-00a0c91efb8b}`, 'Deny_Read'), numberOf)
  if (disks.ok && disks.value === 1) return {ok: true, value: false}
  if (!driver.ok) return driver
  return all.ok ? map(disks, () => true) : all
}

/** Keys are named "Disk&Ven_Kingston&Prod_DataTraveler_3.0&Rev_PMAP"; below them stands one key a serial number. */
function readDevices(look: WindowsLook): Output<NonNullable<RemovableMedia['devices']>> {
  const kinds = look.registry.keys(usbstor)
  if (!kinds.ok) return kinds
  const devices: NonNullable<RemovableMedia['devices']> = []
  for (const kind of kinds.value ?? []) {
    const [, vendor = '', product = ''] = /&Ven_([^&]*)&Prod_([^&]*)/i.exec(kind) ?? []
    const model = `${vendor} ${product}`.replaceAll('_', ' ').replace(/\s+/g, ' ').trim() || kind
    const serials = look.registry.keys(`${usbstor}\\${kind}`)
    if (!serials.ok) return serials
    for (const serial of serials.value ?? []) {
      // "6&2cb1a3f&0": Windows made it up for a device without a serial number; it differs from PC to PC.
      const own = serial.charAt(1) === '&' ? undefined : serial.replace(/&\d+$/, '')
      devices.push({model, ...present({serialHash: own === undefined ? undefined : look.tables.hash(own)})})
    }
  }
  return {ok: true, value: devices}
}
