import {calledOnFailure, type PamModule, pamArgument} from '../parse/pam.ts'
import {firstValue, matchValues} from '../parse/sshd-config.ts'
import type {Probe} from '../probe.ts'
import type {Failure} from './gap.ts'
import {readPamStack} from './pam-stack.ts'
import {readConf, toNumber} from './password-rules.ts'
import {listPrograms} from './programs.ts'
import {readSshd} from './sshd.ts'

export interface LockoutRules {
  threshold: number
  minutes: number
  appliesToAdmins: boolean
}

/** Ways in that ask for a password; the weakest of those that the machine has decides. */
const logins = ['login', 'sshd', 'remote', 'gdm-password', 'lightdm', 'sddm', 'xdm', 'lxdm', 'greetd', 'kde']
/** Where a machine has none of them, the stack that they would include. */
const shared = ['common-auth', 'system-auth', 'base-auth', 'system-login']

const never: LockoutRules = {threshold: 0, minutes: 0, appliesToAdmins: false}

/** Lockout after wrong passwords. `not-supported` when PAM is not used here. */
export async function readLockoutRules(probe: Probe): Promise<({ok: true} & LockoutRules) | Failure> {
  const [auths, accounts, commons] = await Promise.all([
    Promise.all(logins.map((service) => readPamStack(probe, service, 'auth'))),
    Promise.all(logins.map((service) => readPamStack(probe, service, 'account'))),
    Promise.all(shared.map((service) => readPamStack(probe, service, 'auth'))),
  ])
  const closed = [...auths, ...accounts].find((stack) => (stack.ok ? stack.failure : stack.reason !== 'not-supported'))
  if (closed) return closed.ok ? (closed.failure ?? {ok: false, reason: 'error', detail: 'PAM could not be read'}) : closed
  const stacks = auths.flatMap((stack, at) => {
    const account = accounts[at]
    return stack.ok ? [{auth: stack.modules, account: account?.ok ? account.modules : []}] : []
  })
  const common = commons.find((stack) => stack.ok)
  if (stacks.length === 0 && common?.ok) stacks.push({auth: common.modules, account: []})
  if (stacks.length === 0) return {ok: false, reason: 'not-supported', detail: 'no log-in service of PAM here'}
  const rules: LockoutRules[] = []
  for (const stack of stacks) {
    const rule = await judge(probe, stack.auth, stack.account)
    if ('ok' in rule) return rule
    rules.push(rule)
  }
  const ssh = auths[logins.indexOf('sshd')]?.ok ? await asksPam(probe) : true
  if (typeof ssh !== 'boolean') return ssh
  if (!ssh) return {ok: true, ...never}
  const open = rules.find((rule) => rule.threshold === 0)
  if (open) return {ok: true, ...open}
  // The weakest of all ways in: most tries, shortest lock. 0 minutes is the longest of all.
  const timed = rules.map((rule) => rule.minutes).filter((minutes) => minutes > 0)
  return {
    ok: true,
    threshold: Math.max(...rules.map((rule) => rule.threshold)),
    minutes: timed.length > 0 ? Math.min(...timed) : 0,
    appliesToAdmins: rules.every((rule) => rule.appliesToAdmins),
  }
}

/** sshd that takes passwords with `UsePAM no`, its default, checks them itself: no module of PAM counts the wrong ones. */
async function asksPam(probe: Probe): Promise<boolean | Failure> {
  const programs = await listPrograms(probe)
  if (!programs.ok || !programs.value.has('sshd')) return true
  const {directives, effective, failure} = await readSshd(probe)
  const pam = firstValue(directives, 'usepam')?.toLowerCase()
  if (pam === 'yes') return true
  if (failure && !effective) return failure
  return [firstValue(directives, 'passwordauthentication'), ...matchValues(directives, 'passwordauthentication')].every(
    (value) => value?.toLowerCase() === 'no',
  )
}

async function judge(probe: Probe, auth: readonly PamModule[], account: readonly PamModule[]): Promise<LockoutRules | Failure> {
  const faillock = auth.filter((one) => one.module === 'pam_faillock')
  // A call behind the pam_deny that ends a stack is never reached: nothing is counted then.
  const fails = calledOnFailure(auth).find((one) => one.module === 'pam_faillock' && one.args.includes('authfail'))
  // pam_faillock(8): counting alone locks nobody; one of the other calls has to refuse, and its refusal has to bind.
  const refuses =
    faillock.some((one) => one.binding && one.args.includes('preauth')) ||
    faillock.some((one) => one.args.includes('authsucc')) ||
    account.some((one) => one.binding && one.module === 'pam_faillock')
  if (fails && refuses) return readFaillock(probe, faillock)
  const tally = auth.find((one) => one.binding && (one.module === 'pam_tally2' || one.module === 'pam_tally'))
  if (!tally) return never
  // pam_tally2(8) has no default for deny and none for unlock_time.
  const threshold = toNumber(pamArgument(tally.args, 'deny')) ?? 0
  const seconds = toNumber(pamArgument(tally.args, 'unlock_time')) ?? 0
  if (threshold <= 0) return never
  return {threshold, minutes: seconds / 60, appliesToAdmins: forRoot((name) => pamArgument(tally.args, name))}
}

/** faillock.conf(5): deny 3, unlock_time 600, root spared unless told otherwise; arguments override the file. */
async function readFaillock(probe: Probe, calls: readonly PamModule[]): Promise<LockoutRules | Failure> {
  const path = calls.map((one) => pamArgument(one.args, 'conf')).find((one) => one !== undefined && one !== '')
  const file = await readConf(probe, path ? [path] : ['/etc/security/faillock.conf', '/usr/etc/security/faillock.conf'])
  if ('ok' in file) return file
  const perCall = calls.map((one) => {
    const read = (name: string) => pamArgument(one.args, name) ?? file.get(name)
    const unlock = read('unlock_time')
    return {
      threshold: toNumber(read('deny')) ?? 3,
      minutes: (unlock === 'never' ? 0 : (toNumber(unlock) ?? 600)) / 60,
      appliesToAdmins: forRoot(read),
    }
  })
  if (perCall.some((one) => one.threshold <= 0)) return never
  const timed = perCall.map((one) => one.minutes).filter((minutes) => minutes > 0)
  return {
    threshold: Math.max(...perCall.map((one) => one.threshold)),
    minutes: timed.length > 0 ? Math.min(...timed) : 0,
    appliesToAdmins: perCall.every((one) => one.appliesToAdmins),
  }
}

/** `root_unlock_time` implies `even_deny_root`. */
function forRoot(read: (name: string) => string | undefined): boolean {
  return read('even_deny_root') !== undefined || read('root_unlock_time') !== undefined
}
