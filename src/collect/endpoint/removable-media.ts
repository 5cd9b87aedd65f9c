import type {RemovableMedia} from '../../model/facts/removable-media.ts'
import type {Collected, Collector} from '../collector.ts'
import {isContainer} from '../linux/container.ts'
import {type Desktop, type DesktopName, readDesktop} from '../linux/desktop.ts'
import {type Failure, type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {readGSettings} from '../linux/gsettings.ts'
import {readFolders} from '../linux/read-folder.ts'
import {readUsbStorage} from '../linux/usb-storage.ts'
import {readUsbguard} from '../linux/usbguard.ts'
import {parseModprobe} from '../parse/modprobe.ts'
import type {Probe} from '../probe.ts'

const source = '/etc/modprobe.d; /sys/bus/usb/devices; usbguard; media-handling settings of the desktop'

async function collect(probe: Probe): Promise<Collected<'removableMedia'>> {
  return probe.platform === 'darwin' ? collectMac() : collectLinux(probe)
}

async function collectLinux(probe: Probe): Promise<Collected<'removableMedia'>> {
  const [container, desktop, storage, devices] = await Promise.all([
    isContainer(probe),
    readDesktop(probe),
    readStorageAllowed(probe),
    readUsbStorage(probe),
  ])
  if (container) return {ok: false, reason: 'not-supported', detail: 'inside a container USB belongs to the host', source}
  const value: RemovableMedia = {}
  const gaps: Gaps = {}
  const handling = await readHandling(probe, desktop)
  if (handling.autorunDisabled !== undefined) value.autorunDisabled = handling.autorunDisabled
  else gaps['autorunDisabled'] = gapFor(handling.failure)
  if (handling.autoMount !== undefined) value.autoMount = handling.autoMount
  else gaps['autoMount'] = gapFor(handling.failure)
  if (typeof storage === 'boolean') value.storageAllowed = storage
  else gaps['storageAllowed'] = gapFor(storage)
  if (devices.ok) value.devices = devices.value
  else gaps['devices'] = gapFor(devices)
  return {ok: true, value, source, ...withGaps(gaps)}
}

interface Handling {
  autorunDisabled: boolean | undefined
  autoMount: boolean | undefined
  failure: Failure
}

/**
 * Only a desktop starts or mounts anything by itself: the kernel, udev and udisks do not, so a machine without one has
 * autorun off.
 */
async function readHandling(probe: Probe, desktop: Desktop): Promise<Handling> {
  const none: Failure = {ok: false, reason: 'not-supported', detail: 'how this desktop handles media is not read'}
  if (!desktop.graphical) return {autorunDisabled: true, autoMount: false, failure: none}
  const names: readonly DesktopName[] = desktop.names.length > 0 ? desktop.names : ['other']
  const all = await Promise.all(names.map((name) => readDesktopHandling(probe, name)))
  const failure = all.find((one) => one.autorunDisabled === undefined || one.autoMount === undefined)?.failure ?? none
  const autorun = all.map((one) => one.autorunDisabled)
  const mount = all.map((one) => one.autoMount)
  return {
    autorunDisabled: autorun.includes(false) ? false : autorun.includes(undefined) ? undefined : true,
    autoMount: mount.includes(true) ? true : mount.includes(undefined) ? undefined : false,
    failure,
  }
}

const schemas = {
  gnome: 'org.gnome.desktop.media-handling',
  cinnamon: 'org.cinnamon.desktop.media-handling',
  mate: 'org.mate.media-handling',
} as const
const overrideNames = {gnome: ['ubuntu', 'pop', 'Unity', 'GNOME'], cinnamon: ['X-Cinnamon'], mate: ['MATE']} as const

async function readDesktopHandling(probe: Probe, name: DesktopName): Promise<Handling> {
  const unread: Failure = {ok: false, reason: 'not-supported', detail: 'how this desktop handles media is not read'}
  if (name === 'other') return {autorunDisabled: undefined, autoMount: undefined, failure: unread}
  // Plasma has no autorun at all: its notifier only offers actions. Whether it mounts is a choice of each user.
  if (name === 'kde')
    return {autorunDisabled: true, autoMount: undefined, failure: {...unread, detail: 'the automount choice of each KDE user is not read'}}
  const schema = schemas[name]
  const file = name === 'mate' ? 'org.mate.media-handling.gschema.xml' : `${schema}.gschema.xml`
  const settings = await readGSettings(probe, {[schema]: file}, overrideNames[name])
  if (settings.failure) return {autorunDisabled: undefined, autoMount: undefined, failure: settings.failure}
  const never = settings.read(schema, 'autorun-never')
  const mounts = settings.read(schema, 'automount')
  return {
    // What is not locked may have been changed by a user; only the weaker value is sure then.
    autorunDisabled: never.value === false ? false : never.value === true && never.locked ? true : undefined,
    autoMount: mounts.value === true ? true : mounts.value === false && mounts.locked ? false : undefined,
    failure: {
      ok: false,
      reason: 'not-supported',
      detail: never.value === undefined ? `the schema ${schema} is not installed` : 'users may have changed it',
    },
  }
}

/** False when no USB storage can be used: no USB at all, the driver shut off, or USBGuard letting none in. */
async function readStorageAllowed(probe: Probe): Promise<boolean | Failure> {
  const [buses, loaded, modprobe, guard] = await Promise.all([
    probe.list('/sys/bus'),
    probe.stat('/sys/module/usb_storage'),
    // modprobe.d(5): a file of /etc replaces its namesake of /run and /usr/lib.
    readFolders(probe, ['/lib/modprobe.d', '/usr/lib/modprobe.d', '/run/modprobe.d', '/etc/modprobe.d'], (name) => name.endsWith('.conf')),
    readUsbguard(probe),
  ])
  if (!buses.ok) return buses
  if (buses.value.length > 0 && !buses.value.includes('usb')) return false
  const rules = parseModprobe(modprobe.texts.map((file) => file.text))
  const off =
    // "install" stops every way of loading it; uas, the faster driver, needs usb_storage and stops with it.
    rules.disabled.has('usb_storage') ||
    // "blacklist" stops loading by the device only, so both drivers have to be named.
    (rules.blacklisted.has('usb_storage') && (rules.blacklisted.has('uas') || rules.disabled.has('uas')))
  // A driver that is in the kernel now works, whatever is written for the next start.
  if ((off && !loaded.ok) || guard.state === 'blocks-storage') return false
  if (guard.state === 'unknown') return guard.failure
  return !off && modprobe.failure ? modprobe.failure : true
}

/** macOS has no autorun and always mounts; the rest is not read. */
function collectMac(): Collected<'removableMedia'> {
  const gap = {reason: 'not-collected', detail: 'not read on macOS'} as const
  return {ok: true, value: {autorunDisabled: true, autoMount: true}, source: 'macOS', gaps: {storageAllowed: gap, devices: gap}}
}

export const removableMediaCollector: Collector<'removableMedia'> = {fact: 'removableMedia', collect}
