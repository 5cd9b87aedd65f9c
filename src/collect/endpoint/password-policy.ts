import type {PasswordPolicy} from '../../model/facts/password-policy.ts'
import type {Collected, Collector} from '../collector.ts'
import {collectMacPasswordPolicy} from '../darwin/password-policy.ts'
import {type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {readLocalAccounts} from '../linux/local-accounts.ts'
import {readLockoutRules} from '../linux/lockout-rules.ts'
import {type PamStack, readPamStack} from '../linux/pam-stack.ts'
import {readPasswordRules, toNumber} from '../linux/password-rules.ts'
import {parseLoginDefs} from '../parse/login-defs.ts'
import type {Probe, Seen} from '../probe.ts'

const source = '/etc/pam.d; /etc/security/pwquality.conf, faillock.conf, pwhistory.conf; /etc/login.defs; /etc/shadow'
/** 99999 days is how useradd(8) and chage(1) say "never". */
const foreverDays = 99_999

async function collect(probe: Probe): Promise<Collected<'passwordPolicy'>> {
  return probe.platform === 'darwin' ? collectMacPasswordPolicy(probe) : collectLinux(probe)
}

async function collectLinux(probe: Probe): Promise<Collected<'passwordPolicy'>> {
  const [stack, lockout, ages] = await Promise.all([readPasswordStack(probe), readLockoutRules(probe), readAges(probe)])
  const value: PasswordPolicy = {...ages.value}
  const gaps: Gaps = {...ages.gaps}
  if (stack.ok && !stack.failure) {
    const rules = await readPasswordRules(probe, stack.modules)
    if (rules.minLength !== undefined) value.minLength = rules.minLength
    if (rules.classes !== undefined) value.classes = rules.classes
    if (rules.history !== undefined) value.history = rules.history
    if (rules.qualityFailure) gaps['minLength'] = gaps['classes'] = gapFor(rules.qualityFailure)
    if (rules.historyFailure) gaps['history'] = gapFor(rules.historyFailure)
  } else {
    const failure = stack.ok ? stack.failure : stack
    if (failure) for (const field of ['minLength', 'classes', 'history']) gaps[field] = gapFor(failure)
  }
  if (lockout.ok) {
    value.lockoutThreshold = lockout.threshold
    // Minutes of a lock that never happens say nothing.
    if (lockout.threshold > 0) value.lockoutMinutes = lockout.minutes
    value.appliesToAdmins = lockout.appliesToAdmins
  } else for (const field of ['lockoutThreshold', 'lockoutMinutes', 'appliesToAdmins']) gaps[field] = gapFor(lockout)
  if (Object.keys(value).length === 0) {
    const failure = stack.ok ? lockout : stack
    return {ok: false, reason: failure.ok ? 'error' : failure.reason, detail: failure.ok ? 'no rule could be read' : failure.detail, source}
  }
  return {ok: true, value, source, ...withGaps(gaps)}
}

/** The stack that passwd(1) calls; machines without it have the file that it would include. */
async function readPasswordStack(probe: Probe): Promise<PamStack> {
  const stacks = await Promise.all(
    ['passwd', 'common-password', 'system-auth', 'base-password'].map((name) => readPamStack(probe, name, 'password')),
  )
  const found = stacks.find((stack) => stack.ok || stack.reason !== 'not-supported')
  if (!found) return {ok: false, reason: 'not-supported', detail: 'PAM is not used for passwords here'}
  if (found.ok && found.modules.length === 0 && !found.failure)
    return {ok: false, reason: 'error', detail: 'the password stack of PAM calls no module'}
  return found
}

/**
 * Ages that are in force: /etc/login.defs only sets them for accounts made from now on, so the weakest account with a
 * password decides where /etc/shadow is open, together with that default.
 */
async function readAges(probe: Probe): Promise<{value: PasswordPolicy; gaps: Gaps}> {
  const [own, vendor, local] = await Promise.all([
    probe.readText('/etc/login.defs'),
    probe.readText('/usr/etc/login.defs'),
    readLocalAccounts(probe),
  ])
  const defs: Seen<string> = own.ok || own.reason !== 'not-supported' ? own : vendor
  const failure = local.ok ? local.shadowFailure : local
  const settings = parseLoginDefs(defs.ok ? defs.value : '')
  // Without login.defs (Alpine) useradd is not there either: what the accounts have is all there is.
  const maxima = defs.ok ? [toNumber(settings.get('PASS_MAX_DAYS')) ?? -1] : []
  const minima = defs.ok ? [toNumber(settings.get('PASS_MIN_DAYS')) ?? -1] : []
  if (local.ok && !failure)
    for (const account of local.accounts) {
      if (account.password?.state !== 'usable' || account.expired || !account.shadow) continue
      maxima.push(account.shadow.maxDays ?? -1)
      minima.push(account.shadow.minDays ?? -1)
    }
  const value: PasswordPolicy = {}
  const gaps: Gaps = {}
  const closed = !defs.ok && defs.reason !== 'not-supported' ? defs : failure
  const unset = closed ?? ({ok: false, reason: 'not-supported', detail: 'no /etc/login.defs and no account with a password'} as const)
  if (maxima.length === 0) gaps['maxAgeDays'] = gaps['minAgeDays'] = gapFor(unset)
  else {
    const never = maxima.some((days) => days < 0 || days >= foreverDays)
    const soonest = Math.max(0, Math.min(...minima))
    // "Never" is the weakest there is: accounts that were not seen cannot change that. Anything else is only a promise.
    if (never || !closed) value.maxAgeDays = never ? 0 : Math.max(...maxima)
    else gaps['maxAgeDays'] = gapFor(closed, `accounts may differ from the default of ${Math.max(...maxima)} days`)
    if (soonest === 0 || !closed) value.minAgeDays = soonest
    else gaps['minAgeDays'] = gapFor(closed, `accounts may differ from the default of ${soonest} days`)
  }
  return {value, gaps}
}

export const passwordPolicyCollector: Collector<'passwordPolicy'> = {fact: 'passwordPolicy', collect}
