import {parseKeyfile} from '../parse/keyfile.ts'
import type {Probe} from '../probe.ts'
import type {DesktopName} from './desktop.ts'
import type {Failure} from './gap.ts'
import {type GSettings, readGSettings} from './gsettings.ts'
import type {LocalAccount} from './local-accounts.ts'

/** Locking on one desktop, for the weakest user. */
export interface ScreenLock {
  /** Undefined: could not be seen, `failure` says why. */
  enabled: boolean | undefined
  minutes: number | undefined
  enforced: boolean | undefined
  failure?: Failure
}

interface GDesktop {
  /** Names that an override of the vendor may be bound to. */
  names: readonly string[]
  session: string
  screensaver: string
  lockdown: string
  /** Seconds of one unit of idle-delay and lock-delay. */
  unit: number
}

const gdesktops = {
  gnome: {
    names: ['ubuntu', 'pop', 'Unity', 'GNOME'],
    session: 'org.gnome.desktop.session',
    screensaver: 'org.gnome.desktop.screensaver',
    lockdown: 'org.gnome.desktop.lockdown',
    unit: 1,
  },
  cinnamon: {
    names: ['X-Cinnamon'],
    session: 'org.cinnamon.desktop.session',
    screensaver: 'org.cinnamon.desktop.screensaver',
    lockdown: 'org.cinnamon.desktop.lockdown',
    unit: 1,
  },
  mate: {names: ['MATE'], session: 'org.mate.session', screensaver: 'org.mate.screensaver', lockdown: 'org.mate.lockdown', unit: 60},
} as const satisfies Record<string, GDesktop>

/** Screen lock of one desktop; users who logged in before may have changed what is not locked. */
export async function readScreenLock(
  probe: Probe,
  desktop: DesktopName,
  persons: readonly Pick<LocalAccount, 'home'>[] | undefined,
): Promise<ScreenLock> {
  if (desktop === 'kde') return readPlasma(probe, persons)
  if (desktop === 'other') return unseen({ok: false, reason: 'not-supported', detail: 'the lock settings of this desktop are not read'})
  const keys = gdesktops[desktop]
  const schemas = Object.fromEntries([keys.session, keys.screensaver, keys.lockdown].map((id) => [id, `${id}.gschema.xml`]))
  const settings = await readGSettings(probe, schemas, keys.names)
  if (settings.failure) return unseen(settings.failure)
  const lock = judge(settings, keys, desktop)
  if (!lock) return unseen({ok: false, reason: 'not-supported', detail: `the schema of ${keys.screensaver} is not installed`})
  // A default that leaves the screen open is the weakest there is; one that locks holds for those who cannot change it.
  if (!lock.enabled || lock.enforced) return lock
  const changed = await mayHaveChanged(probe, persons, '.config/dconf/user')
  return changed ? {...unseen(changed), enforced: false} : lock
}

function unseen(failure: Failure): ScreenLock {
  return {enabled: undefined, minutes: undefined, enforced: undefined, failure}
}

function judge(settings: GSettings, keys: GDesktop, desktop: keyof typeof gdesktops): ScreenLock | undefined {
  const lock = settings.read(keys.screensaver, 'lock-enabled')
  const idle = settings.read(keys.session, 'idle-delay')
  const delay = settings.read(keys.screensaver, 'lock-delay')
  // GNOME Shell has not asked for idle-activation-enabled since 3.8; the screen savers of MATE and Cinnamon still do.
  const activation = desktop === 'gnome' ? {value: true, locked: true} : settings.read(keys.screensaver, 'idle-activation-enabled')
  const forbidden = settings.read(keys.lockdown, 'disable-lock-screen')
  if (typeof lock.value !== 'boolean' || typeof idle.value !== 'number') return undefined
  const wait = typeof delay.value === 'number' ? delay.value : 0
  const enabled = lock.value && idle.value > 0 && activation.value !== false && forbidden.value !== true
  return {
    enabled,
    minutes: enabled ? ((idle.value + wait) * keys.unit) / 60 : 0,
    enforced: lock.locked && idle.locked && delay.locked && activation.locked,
  }
}

/** Why users may have settings of their own; undefined when none of them has. The file itself is never opened. */
async function mayHaveChanged(
  probe: Probe,
  persons: readonly Pick<LocalAccount, 'home'>[] | undefined,
  file: string,
): Promise<Failure | undefined> {
  if (!persons) return {ok: false, reason: 'not-supported', detail: 'users may have changed it, and the accounts were not seen'}
  for (const answer of await Promise.all(persons.map((one) => probe.stat(`${one.home}/${file}`)))) {
    if (answer.ok)
      return {ok: false, reason: 'not-supported', detail: 'users may have changed the default, their settings are binary and not read'}
    if (answer.reason !== 'not-supported') return answer
  }
  return undefined
}

/** KDE's own defaults: kscreenlocker locks after 5 minutes (kscreenlockersettings.kcfg: Autolock true, Timeout 5). */
const plasmaDefault = {autolock: 'true', timeout: '5'}

/** /etc/xdg/kscreenlockerrc and the settings of each user; `[$i]` makes a file, a group or a key immutable (KDE kiosk). */
async function readPlasma(probe: Probe, persons: readonly Pick<LocalAccount, 'home'>[] | undefined): Promise<ScreenLock> {
  const system = await probe.readText('/etc/xdg/kscreenlockerrc')
  if (!system.ok && system.reason !== 'not-supported') return unseen(system)
  const file = parseKeyfile(system.ok ? system.value : '')
  const fixedGroup = file.get('Daemon][$i')
  const fixedAll = file.has('$i') || fixedGroup !== undefined
  const group = new Map([...(file.get('Daemon') ?? []), ...(fixedGroup ?? [])])
  const isFixed = (key: string) => fixedAll || group.has(`${key}[$i]`)
  const read = (key: string, otherwise: string) => group.get(`${key}[$i]`) ?? group.get(key) ?? otherwise
  const base = {autolock: read('Autolock', plasmaDefault.autolock), timeout: read('Timeout', plasmaDefault.timeout)}
  const enforced = isFixed('Autolock') && isFixed('Timeout')
  const locks = [toLock(base.autolock, base.timeout)]
  if (!persons && !enforced) return {...unseen({ok: false, reason: 'not-supported', detail: 'the accounts were not seen'}), enforced}
  const answers = enforced ? [] : await Promise.all((persons ?? []).map((one) => probe.readText(`${one.home}/.config/kscreenlockerrc`)))
  for (const answer of answers) {
    if (!answer.ok && answer.reason !== 'not-supported')
      return locks[0]?.enabled === false ? {...locks[0], enforced} : {...unseen(answer), enforced}
    const own = answer.ok ? parseKeyfile(answer.value).get('Daemon') : undefined
    if (own)
      locks.push(
        toLock(
          isFixed('Autolock') ? base.autolock : (own.get('Autolock') ?? base.autolock),
          isFixed('Timeout') ? base.timeout : (own.get('Timeout') ?? base.timeout),
        ),
      )
  }
  const open = locks.some((lock) => !lock.enabled)
  return {enabled: !open, minutes: open ? 0 : Math.max(...locks.map((lock) => lock.minutes)), enforced}
}

function toLock(autolock: string, timeout: string): {enabled: boolean; minutes: number} {
  const minutes = /^\d{1,6}$/.test(timeout) ? Number(timeout) : 5
  const enabled = autolock.toLowerCase() !== 'false' && minutes > 0
  return {enabled, minutes: enabled ? minutes : 0}
}
