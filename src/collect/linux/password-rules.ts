import {parseKeyValueConf} from '../parse/key-value-conf.ts'
import {type PamModule, pamArgument} from '../parse/pam.ts'
import type {Probe} from '../probe.ts'
import type {Failure} from './gap.ts'
import {readFolder} from './read-folder.ts'

/** Rules for new passwords that are in force; a rule that could not be seen is absent. */
export interface PasswordRules {
  minLength?: number
  classes?: number
  history?: number
  /** What could not be seen, for minLength and classes or for history. */
  qualityFailure?: Failure
  historyFailure?: Failure
}

type Settings = ReadonlyMap<string, string>

/**
 * Defaults of the modules where they are called without settings: pam_pwquality(8) minlen 8 and no credits, pam_cracklib(8)
 * minlen 9 and one credit for each class, pam_pwhistory(8) remember 10. Neither accepts less than 6 characters.
 */
const shortest = 6
const creditNames = ['dcredit', 'ucredit', 'lcredit', 'ocredit'] as const
const defaultHistory = 10
/** pam_unix(8): "The default value is 6" is a patch of Debian; elsewhere it checks no length unless told so. */
const unixMinLength = {debian: 6, other: 0} as const

/**
 * What the modules of the password stack demand. Settings of pwquality.conf and pwhistory.conf count only when the module that
 * reads them is called, and only when its "no" binds.
 */
export async function readPasswordRules(probe: Probe, modules: readonly PamModule[]): Promise<PasswordRules> {
  // Behind pam_unix it is too late: that module has asked for the new password and stored it by then.
  const stored = modules.findIndex((one) => one.module === 'pam_unix' || one.module === 'pam_unix2')
  const before = stored < 0 ? modules : modules.slice(0, stored)
  const quality = before.filter((one) => one.binding && (one.module === 'pam_pwquality' || one.module === 'pam_cracklib'))
  const histories = before.filter((one) => one.binding && one.module === 'pam_pwhistory')
  const unix = modules.filter((one) => one.module === 'pam_unix' || one.module === 'pam_unix2')
  const [debian, pwquality, pwhistory] = await Promise.all([
    probe.stat('/etc/debian_version'),
    quality.some((one) => one.module === 'pam_pwquality') ? readPwquality(probe) : new Map<string, string>(),
    histories.length > 0
      ? readConf(probe, ['/etc/security/pwhistory.conf', '/usr/etc/security/pwhistory.conf'])
      : new Map<string, string>(),
  ])
  const rules: PasswordRules = {}
  const passwdqc = modules.find((one) => one.module === 'pam_passwdqc')
  const failure: Failure | undefined = passwdqc
    ? {ok: false, reason: 'not-supported', detail: 'the rules of pam_passwdqc are not read'}
    : 'ok' in pwquality
      ? pwquality
      : undefined
  if (failure) rules.qualityFailure = failure
  else {
    const settings = 'ok' in pwquality ? new Map<string, string>() : pwquality
    const demands = quality.map((one) => demandOf(one, settings)).filter((one) => one !== undefined)
    const unixLengths = unix.map(
      (one) => toNumber(pamArgument(one.args, 'minlen')) ?? (debian.ok ? unixMinLength.debian : unixMinLength.other),
    )
    rules.minLength = Math.max(0, ...unixLengths, ...demands.map((one) => one.minLength))
    rules.classes = Math.max(0, ...demands.map((one) => one.classes))
  }
  if ('ok' in pwhistory) rules.historyFailure = pwhistory
  else {
    const remembered = histories.map(
      (one) => toNumber(pamArgument(one.args, 'remember')) ?? toNumber(pwhistory.get('remember')) ?? defaultHistory,
    )
    rules.history = Math.max(0, ...remembered, ...unix.map((one) => toNumber(pamArgument(one.args, 'remember')) ?? 0))
  }
  return rules
}

/** Undefined when the module only warns (`enforcing=0`). Arguments override the file. */
function demandOf(module: PamModule, file: Settings): {minLength: number; classes: number} | undefined {
  const cracklib = module.module === 'pam_cracklib'
  const read = (name: string, otherwise: number) =>
    toNumber(pamArgument(module.args, name)) ?? (cracklib ? undefined : toNumber(file.get(name))) ?? otherwise
  if (!cracklib && read('enforcing', 1) === 0) return undefined
  const credits = creditNames.map((name) => read(name, cracklib ? 1 : 0))
  // A positive credit lets a character of that class count twice: the shortest password that passes is that much shorter.
  const bonus = credits.filter((credit) => credit > 0).reduce((sum, credit) => sum + credit, 0)
  return {
    minLength: Math.max(shortest, read('minlen', cracklib ? 9 : 8) - bonus),
    // A negative credit demands characters of its class, minclass any of the four.
    classes: Math.min(4, Math.max(credits.filter((credit) => credit < 0).length, read('minclass', 0))),
  }
}

/** pwquality.conf(5): the files of the folder are read first, the main file overrides them. */
async function readPwquality(probe: Probe): Promise<Settings | Failure> {
  const [folder, main] = await Promise.all([
    readFolder(probe, '/etc/security/pwquality.conf.d', (name) => name.endsWith('.conf')),
    readConf(probe, ['/etc/security/pwquality.conf', '/usr/etc/security/pwquality.conf']),
  ])
  if ('ok' in main) return main
  if (folder.failure) return folder.failure
  return new Map([...folder.texts.flatMap((file) => [...parseKeyValueConf(file.text)]), ...main])
}

/** Settings of the first of the files that exists; none of them means the defaults. */
export async function readConf(probe: Probe, paths: readonly string[]): Promise<Settings | Failure> {
  const answers = await Promise.all(paths.map((path) => probe.readText(path)))
  const found = answers.find((answer) => answer.ok || answer.reason !== 'not-supported')
  if (!found) return new Map()
  return found.ok ? parseKeyValueConf(found.value) : found
}

export function toNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^[+-]?\d{1,9}$/.test(text) ? Number(text) : undefined
}
