import type {EndpointFactValue} from '../../model/facts/index.ts'
import {parseShellTimeout} from '../parse/shell-timeout.ts'
import {firstValue, matchValues, parseChannelTimeout, parseSshdTime} from '../parse/sshd-config.ts'
import {parseTimeSpan} from '../parse/time-span.ts'
import type {Probe} from '../probe.ts'
import type {Gaps} from './gap.ts'
import {weakestTimeout} from './own-timeouts.ts'
import {readFolder} from './read-folder.ts'
import {readSshd, type SshdSettings} from './sshd.ts'
import {readSystemdConf, settingOf} from './systemd.ts'

type Ssh = EndpointFactValue<'remoteAccess'>['ssh']
export type SshSettings = Omit<Ssh, 'installed' | 'running'>

/** From the most to the least dangerous. `without-password` is the old name of `prohibit-password`. */
const rootLogins = ['yes', 'prohibit-password', 'forced-commands-only', 'no'] as const

/** PAM modules that ask for more than a password. */
const otpModule =
  /^\s*[^#\s].*\bpam_(?:google_authenticator|oath|duo|yubico|u2f|radius|radius_auth|privacyidea|otpw|rsa|securid|linotp|2fa)\.so/m

/**
 * What OpenSSH allows. A Match block applies to somebody, so a weaker value in one counts: the answer is the weakest that
 * any user can meet. Defaults are those of sshd_config(5) of OpenSSH 7.0 to 10.0.
 */
export async function readSshServer(probe: Probe): Promise<{value: SshSettings; gaps: Gaps}> {
  const [sshd, pam, idle] = await Promise.all([readSshd(probe), probe.readText('/etc/pam.d/sshd'), readShellIdle(probe)])
  const gaps: Gaps = {}
  const value: SshSettings = {}
  const missing = (field: string, detail: string) => {
    gaps[`ssh.${field}`] = sshd.failure
      ? {reason: sshd.failure.reason, detail: sshd.failure.detail.slice(0, 200)}
      : {reason: 'not-collected', detail}
  }
  const root = permitRootLogin(sshd)
  if (root) value.permitRootLogin = root
  else missing('permitRootLogin', 'the default depends on the version of OpenSSH, which is not known')

  const asksOtp = pam.ok && otpModule.test(pam.value.slice(0, 100_000))
  const password = allowsPasswords(sshd, asksOtp)
  if (password !== undefined) value.passwordAuthentication = password
  else missing('passwordAuthentication', 'PAM asks for something of its own: whether a password alone is enough cannot be told')

  const empty = weakestFlag(sshd, 'permitemptypasswords', 'no')
  if (empty !== undefined) value.emptyPasswords = empty
  else missing('emptyPasswords', 'unreadable value')

  const mfa = demandsTwo(sshd, asksOtp)
  if (mfa !== undefined) value.mfa = mfa
  else missing('mfa', 'PAM asks for a second factor; whether a key gets round it cannot be told')

  const tries = numbersOf(sshd, 'maxauthtries', '6')
  if (tries.length > 0) value.maxAuthTries = Math.max(...tries)
  else missing('maxAuthTries', 'unreadable value')

  const idleMinutes = idleTimeout(sshd, idle)
  if (typeof idleMinutes === 'number') value.idleTimeoutMinutes = idleMinutes
  else gaps['ssh.idleTimeoutMinutes'] = idleMinutes
  for (const [field, keyword] of [
    ['ciphers', 'ciphers'],
    ['macs', 'macs'],
    ['kex', 'kexalgorithms'],
  ] as const) {
    const list = firstValue(sshd.directives, keyword)
    // "+", "-" and "^" change the default list, which differs between versions and distributions.
    if (list && !/^[+^-]/.test(list))
      value[field] = list
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '')
    else missing(field, 'not set in the files: only sshd -T, with administrator rights, shows the default')
  }
  return {value, gaps}
}

/** All values that may count: the general one (or the default) and those of Match blocks; empty when the general one is not known. */
function valuesOf(sshd: SshdSettings, keyword: string, otherwise: string | undefined): string[] {
  const general = firstValue(sshd.directives, keyword) ?? (sshd.failure && !sshd.effective ? undefined : otherwise)
  return general === undefined ? [] : [general, ...matchValues(sshd.directives, keyword)].map((one) => one.toLowerCase())
}

function permitRootLogin(sshd: SshdSettings): Ssh['permitRootLogin'] {
  // OpenSSH 7.0 (2015) changed the default from yes to prohibit-password.
  const byDefault = sshd.version ? (sshd.version.major >= 7 ? 'prohibit-password' : 'yes') : undefined
  const values = valuesOf(sshd, 'permitrootlogin', byDefault).map((one) => (one === 'without-password' ? 'prohibit-password' : one))
  return rootLogins.find((login) => values.includes(login))
}

function weakestFlag(sshd: SshdSettings, keyword: string, otherwise: string): boolean | undefined {
  const values = valuesOf(sshd, keyword, otherwise)
  if (values.includes('yes')) return true
  return values.includes('no') ? false : undefined
}

function numbersOf(sshd: SshdSettings, keyword: string, otherwise: string): number[] {
  return valuesOf(sshd, keyword, otherwise)
    .filter((one) => /^\d{1,6}$/.test(one))
    .map(Number)
}

/**
 * PasswordAuthentication no is not enough: keyboard-interactive through PAM asks for the password as well (sshd_config(5),
 * UsePAM). AuthenticationMethods may rule both out.
 */
function allowsPasswords(sshd: SshdSettings, asksOtp: boolean): boolean | undefined {
  const methods = valuesOf(sshd, 'authenticationmethods', 'any')
  const named = (method: string) => methods.some((list) => list === 'any' || new RegExp(`(^|[,\\s])${method}(?=$|[,\\s:])`).test(list))
  const password = weakestFlag(sshd, 'passwordauthentication', 'yes')
  if (methods.length === 0 || password === undefined) return undefined
  if (password && named('password')) return true
  // ChallengeResponseAuthentication is the name before OpenSSH 8.7; the default is yes, that of UsePAM no.
  const keyboard =
    firstValue(sshd.directives, 'kbdinteractiveauthentication') !== undefined
      ? 'kbdinteractiveauthentication'
      : 'challengeresponseauthentication'
  const asks = weakestFlag(sshd, keyboard, 'yes') && weakestFlag(sshd, 'usepam', 'no') && named('keyboard-interactive')
  if (!asks) return false
  return asksOtp ? undefined : true
}

/** Every list of AuthenticationMethods, those of Match blocks included, holds two methods of different kinds. */
function demandsTwo(sshd: SshdSettings, asksOtp: boolean): boolean | undefined {
  const values = valuesOf(sshd, 'authenticationmethods', 'any')
  if (values.length === 0) return undefined
  const lists = values.flatMap((value) => value.split(/\s+/))
  if (lists.every((list) => kindsOf(list) > 1)) return true
  return asksOtp ? undefined : false
}

/** `password,keyboard-interactive` asks for the same password twice, `publickey,publickey` for two things that one has. */
function kindsOf(list: string): number {
  const kind = (method: string) => {
    const name = method.split(':')[0] ?? ''
    return name === 'password' || name === 'keyboard-interactive' ? 'known' : name === 'any' ? '' : 'owned'
  }
  return new Set(list.split(',').map(kind)).size
}

/** Seconds after which a shell or logind ends an idle session; 0 when neither does. */
interface ShellIdle {
  seconds: number
  /** Something that would end sessions but cannot be judged. */
  unclear?: string
}

/**
 * Minutes after which an idle SSH session of a living client ends, the shortest of:
 * ChannelTimeout for sessions (sshd_config(5), OpenSSH 9.2 and later; older ones refuse the keyword), TMOUT of the shell
 * (bash(1)) and StopIdleSessionSec of logind (logind.conf(5), systemd 252). ClientAliveInterval is none of these: its probes
 * are answered by the client's program, so it notices a dead connection only. One exception: before OpenSSH 8.2
 * ClientAliveCountMax 0 ended the session after the first interval without traffic; since then it switches ending off
 * (release notes of 8.2). UnusedConnectionTimeout closes connections without a session and so no session.
 */
function idleTimeout(sshd: SshdSettings, idle: ShellIdle): number | Gaps[string] {
  const seconds = idle.seconds > 0 ? [idle.seconds] : []
  const channel = valuesOf(sshd, 'channeltimeout', 'none').map((value) => (value === 'none' ? 0 : parseChannelTimeout(value)))
  // A Match block may switch it off for somebody; what counts is the longest.
  if (channel.length > 0 && channel.every((one) => one !== undefined && one > 0)) seconds.push(Math.max(...channel.map((one) => one ?? 0)))
  const old = sshd.version && (sshd.version.major < 8 || (sshd.version.major === 8 && sshd.version.minor < 2))
  const [alive, count] = [firstValue(sshd.directives, 'clientaliveinterval'), firstValue(sshd.directives, 'clientalivecountmax')]
  const interval = alive ? parseSshdTime(alive) : undefined
  if (old && count === '0' && interval) seconds.push(interval)
  if (seconds.length > 0) return Math.round((Math.min(...seconds) / 60) * 100) / 100
  if (idle.unclear) return {reason: 'not-collected', detail: idle.unclear}
  if (sshd.failure && !sshd.effective) return {reason: sshd.failure.reason, detail: sshd.failure.detail.slice(0, 200)}
  if (channel.includes(undefined)) return {reason: 'error', detail: 'ChannelTimeout could not be read'}
  return 0
}

async function readShellIdle(probe: Probe): Promise<ShellIdle> {
  const [single, profiles, logind, libraries] = await Promise.all([
    Promise.all(['/etc/environment', '/etc/profile', '/etc/bash.bashrc', '/etc/bashrc'].map((path) => probe.readText(path))),
    readFolder(probe, '/etc/profile.d', (name) => name.endsWith('.sh')),
    readSystemdConf(probe, 'logind.conf'),
    Promise.all(
      ['/usr/lib/systemd', '/usr/lib/x86_64-linux-gnu/systemd', '/usr/lib/aarch64-linux-gnu/systemd'].map((path) => probe.list(path)),
    ),
  ])
  const [environment, profile, ...bash] = single.map((text) => (text.ok ? text.value : ''))
  // /etc/profile reads /etc/profile.d on its way.
  const system = parseShellTimeout([environment, profile, ...profiles.texts.map(({text}) => text), ...bash].join('\n'))
  const weakest = await weakestTimeout(probe, system)
  const shell = typeof weakest === 'number' ? weakest : 0
  const text = logind.ok ? settingOf(logind.value, 'Login', 'StopIdleSessionSec') : undefined
  const stop = text ? (parseTimeSpan(text) ?? 0) : 0
  const stops = Number.isFinite(stop) && stop > 0
  // The library carries the version; an older logind warns of the unknown keyword and ignores it.
  const version = Math.max(
    0,
    ...libraries.flatMap((names) => (names.ok ? names.value : [])).map((name) => Number(/^libsystemd-shared-(\d{3})/.exec(name)?.[1] ?? 0)),
  )
  const seconds = [shell, stops && version >= 252 ? stop : 0].filter((one) => one > 0)
  if (seconds.length > 0) return {seconds: Math.min(...seconds)}
  if (Number.isNaN(shell)) return {seconds: 0, unclear: 'a profile computes TMOUT, its value cannot be told'}
  if (typeof weakest !== 'number') return {seconds: 0, unclear: weakest.detail.slice(0, 200)}
  if (stops) return {seconds: 0, unclear: 'StopIdleSessionSec is set, and whether this systemd knows it cannot be told'}
  return {seconds: 0}
}
