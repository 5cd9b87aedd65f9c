import {present} from '../../lib/present.ts'
import type {Lock} from '../../model/facts/lock.ts'
import type {Built, WindowsLook} from '../look.ts'
import {type Gaps, map, type Output, unseen} from '../output.ts'
import {numberOf, type RegistryData, textOf} from '../registry.ts'
import {unseenUsers} from './software.ts'

const inactivity = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System'

/** Locking by the machine's inactivity limit, else by each user's screen saver with a password; the weakest user counts. */
export function buildLock(look: WindowsLook): Built<'lock'> {
  const source = 'registry InactivityTimeoutSecs, screen saver of users and its policies'
  const limit = map(look.registry.read(inactivity, 'InactivityTimeoutSecs'), numberOf)
  if (!limit.ok) return {...limit, source}
  if (limit.value) {
    const value: Lock = {graphical: true, enabled: true, enforced: true, timeoutMinutes: minutes(limit.value)}
    return {ok: true, value, source}
  }
  const gaps: Gaps = {consoleTimeoutMinutes: {reason: 'not-supported', detail: 'Windows has no text console'}}
  if (!look.users.ok) return {...look.users, source}
  const savers: Saver[] = []
  for (const sid of look.users.value) {
    const saver = readSaver(look, sid)
    if (!saver.ok) return {...saver, source}
    savers.push(saver.value)
  }
  const weak = savers.find(({locks}) => !locks)
  const others = unseenUsers(look)
  const unseenOnes = !others.ok || others.value > 0
  if (!weak && (savers.length === 0 || unseenOnes)) {
    // Those who are signed in lock; those who are not could not be looked at.
    const gap = others.ok ? unseen('not-collected', `the settings of ${others.value} user(s) who are not signed in were not seen`) : others
    for (const field of ['enabled', 'timeoutMinutes', 'enforced']) gaps[field] = {reason: gap.reason, detail: gap.detail}
    return {ok: true, value: {graphical: true}, gaps, source}
  }
  const value: Lock = {
    graphical: true,
    ...present({
      enabled: weak === undefined,
      timeoutMinutes: weak ? 0 : Math.max(...savers.map(({seconds}) => minutes(seconds))),
      enforced: savers.every(({byPolicy}) => byPolicy),
    }),
  }
  return {ok: true, value, gaps, source}
}

const minutes = (seconds: number) => Math.ceil(seconds / 60)

interface Saver {
  locks: boolean
  seconds: number
  /** All of it is set by policy, so that the user cannot change it. */
  byPolicy: boolean
}

/** A screen saver locks when it is on, has a program, asks for the password and has a time. Policies outrank the user. */
function readSaver(look: WindowsLook, sid: string): Output<Saver> {
  const places = [
    `HKU\\${sid}\\Software\\Policies\\Microsoft\\Windows\\Control Panel\\Desktop`,
    `HKU\\${sid}\\Control Panel\\Desktop`,
  ] as const
  let byPolicy = true
  const values: (RegistryData | undefined)[] = []
  for (const name of ['ScreenSaveActive', 'ScreenSaverIsSecure', 'ScreenSaveTimeOut', 'SCRNSAVE.EXE']) {
    const policy = look.registry.read(places[0], name)
    if (!policy.ok) return policy
    const own = policy.value === undefined ? look.registry.read(places[1], name) : policy
    if (!own.ok) return own
    byPolicy &&= policy.value !== undefined
    values.push(own.value)
  }
  const [active, secure, seconds, program] = values
  const time = numberOf(seconds) ?? 0
  return {
    ok: true,
    value: {locks: numberOf(active) === 1 && numberOf(secure) === 1 && time > 0 && textOf(program) !== undefined, seconds: time, byPolicy},
  }
}
