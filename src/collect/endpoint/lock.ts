import type {Lock} from '../../model/facts/lock.ts'
import type {Collected, Collector} from '../collector.ts'
import {collectMacLock} from '../darwin/lock.ts'
import {readDesktop} from '../linux/desktop.ts'
import {type Failure, type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {type LocalAccounts, readLocalAccounts} from '../linux/local-accounts.ts'
import {weakestTimeout} from '../linux/own-timeouts.ts'
import {readFolder} from '../linux/read-folder.ts'
import {readScreenLock, type ScreenLock} from '../linux/screen-lock.ts'
import {readSystemdConf, settingOf} from '../linux/systemd.ts'
import {parseShellTimeout} from '../parse/shell-timeout.ts'
import {parseTimeSpan} from '../parse/time-span.ts'
import type {Probe} from '../probe.ts'

async function collect(probe: Probe): Promise<Collected<'lock'>> {
  return probe.platform === 'darwin' ? collectMacLock(probe) : collectLinux(probe)
}

async function collectLinux(probe: Probe): Promise<Collected<'lock'>> {
  const [desktop, console, local] = await Promise.all([readDesktop(probe), readConsole(probe), readLocalAccounts(probe)])
  const value: Lock = {graphical: desktop.graphical}
  const gaps: Gaps = {}
  const source = ['/usr/share/xsessions', '/etc/profile', '/etc/profile.d', 'logind.conf']
  if (console.minutes !== undefined) value.consoleTimeoutMinutes = console.minutes
  else if (console.failure) gaps['consoleTimeoutMinutes'] = gapFor(console.failure)
  if (desktop.graphical) {
    const persons = local.ok
      ? [...local.accounts.filter((one) => one.person && one.loginShell), ...(await otherHomes(probe, local))]
      : undefined
    const locks = await Promise.all(
      (desktop.names.length > 0 ? desktop.names : (['other'] as const)).map((name) => readScreenLock(probe, name, persons)),
    )
    describe(locks, value, gaps)
    source.push('dconf', 'gschema', 'kscreenlockerrc')
  }
  return {ok: true, value, source: source.join('; '), ...withGaps(gaps)}
}

/**
 * Homes of people whom /etc/passwd does not know: accounts of a directory, in /home/<name> or /home/<domain>/<name>. A folder
 * that is closed stays in the list, so that what it may hold counts as not seen.
 */
async function otherHomes(probe: Probe, local: LocalAccounts): Promise<{home: string}[]> {
  const names = await probe.list('/home')
  if (!names.ok) return []
  const known = new Set(local.accounts.map(({home}) => home.replace(/\/+$/, '')))
  const folders = names.value.filter((name) => name !== 'lost+found').map((name) => `/home/${name}`)
  const strange = folders.filter((folder) => !known.has(folder))
  const inner = await Promise.all(strange.map(async (folder) => ({folder, names: await probe.list(folder)})))
  return inner.flatMap(({folder, names: below}) => [
    {home: folder},
    ...(below.ok ? below.value.filter((name) => !name.startsWith('.')).map((name) => ({home: `${folder}/${name}`})) : []),
  ])
}

/** A user may choose any of the desktops, so the weakest counts; one that was not seen may be the weakest. */
function describe(locks: readonly ScreenLock[], value: Lock, gaps: Gaps) {
  const failure = locks.find((lock) => lock.failure)?.failure ?? {ok: false, reason: 'error', detail: 'no desktop was seen'}
  if (locks.some((lock) => lock.enabled === false)) Object.assign(value, {enabled: false, timeoutMinutes: 0})
  else if (locks.every((lock) => lock.enabled))
    Object.assign(value, {enabled: true, timeoutMinutes: Math.max(...locks.map((lock) => lock.minutes ?? 0))})
  else gaps['enabled'] = gaps['timeoutMinutes'] = gapFor(failure)
  if (locks.some((lock) => lock.enforced === false)) value.enforced = false
  else if (locks.every((lock) => lock.enforced)) value.enforced = true
  else gaps['enforced'] = gapFor(failure)
}

/** Files that bash, dash and ksh read at log-in, and those that bash reads in each window, in that order. */
const startFiles = [
  '/etc/environment',
  '/etc/profile',
  '/etc/profile.local',
  '/etc/bash.bashrc',
  '/etc/bashrc',
  '/etc/bash/bashrc',
  '/etc/bash.bashrc.local',
]

/** TMOUT of the shells and StopIdleSessionSec of systemd-logind: whichever ends an idle console first. */
async function readConsole(probe: Probe): Promise<{minutes?: number; failure?: Failure}> {
  const [files, folder, systemd, logind] = await Promise.all([
    Promise.all(startFiles.map((path) => probe.readText(path))),
    readFolder(probe, '/etc/profile.d', (name) => name.endsWith('.sh')),
    probe.stat('/run/systemd/system'),
    readSystemdConf(probe, 'logind.conf'),
  ])
  const texts = files.map((answer) => (answer.ok ? answer.value : ''))
  // /etc/profile reads /etc/profile.d on its way.
  texts.splice(2, 0, ...folder.texts.map((file) => file.text))
  const shell = await weakestTimeout(probe, parseShellTimeout(texts.join('\n')))
  if (Number.isNaN(shell)) return {failure: {ok: false, reason: 'not-supported', detail: 'the value of TMOUT is computed'}}
  const span = systemd.ok && logind.ok ? parseTimeSpan(settingOf(logind.value, 'Login', 'StopIdleSessionSec') ?? 'infinity') : undefined
  const limits = [typeof shell === 'number' ? shell : 0, span ?? 0].filter((seconds) => seconds > 0 && Number.isFinite(seconds))
  if (limits.length > 0) return {minutes: Math.min(...limits) / 60}
  if (typeof shell !== 'number') return {failure: shell}
  const closed = [...files, logind].find((answer): answer is Failure => !answer.ok && answer.reason !== 'not-supported') ?? folder.failure
  return closed ? {failure: closed} : {minutes: 0}
}

export const lockCollector: Collector<'lock'> = {fact: 'lock', collect}
