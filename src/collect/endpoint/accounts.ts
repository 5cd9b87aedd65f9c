import type {Accounts} from '../../model/facts/accounts.ts'
import type {Collected, Collector} from '../collector.ts'
import {collectMacAccounts} from '../darwin/accounts.ts'
import {readAutoLogon} from '../linux/auto-logon.ts'
import {readDesktop} from '../linux/desktop.ts'
import {readDirectory} from '../linux/directory.ts'
import {type Failure, type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {readKeyLogons} from '../linux/key-logons.ts'
import {type LastLogons, readLastLogons} from '../linux/last-logons.ts'
import {type LocalAccount, readLocalAccounts} from '../linux/local-accounts.ts'
import {readPamGrants} from '../linux/pam-grants.ts'
import {listPrograms} from '../linux/programs.ts'
import {readSshServer} from '../linux/ssh-server.ts'
import {readSudoPower, type SudoPower} from '../linux/sudo-power.ts'
import type {Probe} from '../probe.ts'

/**
 * Groups whose members are administrators by custom of the distributions, and those that may start a container with the whole
 * disk of the host in it ("The docker group grants root-level privileges to the user", docs.docker.com).
 */
const adminGroups = new Set(['sudo', 'wheel', 'admin', 'docker', 'lxd', 'incus-admin'])
/** From here on a password counts as one that never expires: 99999 days is the default of useradd(8). */
const foreverDays = 99_999

type User = Accounts['users'][number]

async function collect(probe: Probe): Promise<Collected<'accounts'>> {
  return probe.platform === 'darwin' ? collectMacAccounts(probe) : collectLinux(probe)
}

async function collectLinux(probe: Probe): Promise<Collected<'accounts'>> {
  const local = await readLocalAccounts(probe)
  if (!local.ok) return {...local, source: '/etc/passwd'}
  const {accounts, groups} = local
  const [sudo, pam, autoLogon, directory, keys, logons] = await Promise.all([
    readSudoPower(probe, groups),
    readPamGrants(probe),
    readAutoLogon(probe),
    readDirectory(probe, local.nis),
    readKeyLogons(probe, accounts),
    readDesktop(probe).then((desktop) => readLastLogons(probe, desktop.graphical)),
  ])
  const gaps: Gaps = {
    'users.createdAt': {reason: 'not-supported', detail: 'Linux does not write down when an account was made'},
    laps: {reason: 'not-supported', detail: 'only Windows has it'},
  }
  const isEnabled = (account: LocalAccount) =>
    account.loginShell &&
    !account.expired &&
    (account.password === undefined || account.password.state !== 'none' || keys.mayLogIn(account))
  const isAdmin = (account: LocalAccount) =>
    account.uid === 0 || account.groups.some((group) => adminGroups.has(group)) || sudo.of(account) !== 'none'

  const users = accounts
    .filter((account) => account.person || account.loginShell)
    .map((account): User => describeUser(account, isEnabled(account), isAdmin(account), logons))
  // Display managers ask members of this group for nothing, whatever password they have ("Log in without a password").
  const isAnonymous = (account: LocalAccount) => account.password?.state === 'empty' || account.groups.includes('nopasswdlogin')
  const anonymous = accounts.filter((account) => account.loginShell && !account.expired && isAnonymous(account))
  const passwordless = [...listPasswordless(sudo, accounts, directory.kind !== 'none'), ...pam.services.map((service) => `PAM: ${service}`)]
  const guest = accounts.filter((account) => /^x?guest$/i.test(account.name))
  const value: Accounts = {
    users,
    total: accounts.length,
    admins: accounts.filter(isAdmin).map((account) => account.name),
    duplicateIds: [...Map.groupBy(accounts, (account) => String(account.uid))].flatMap(([uid, sharing]) =>
      sharing.length > 1 ? [uid] : [],
    ),
    directory: directory.kind,
  }

  if (local.shadowFailure) {
    const {shadowFailure} = local
    for (const field of ['passwordChangedAt', 'passwordNeverExpires'] as const) gaps[`users.${field}`] = gapFor(shadowFailure)
    if (accounts.some((account) => account.password === undefined)) {
      gaps['users.enabled'] = gapFor(shadowFailure, 'told by the log-in shell alone')
      gaps['emptyPasswords'] = gapFor(shadowFailure, anonymous.length > 0 ? 'only those of /etc/passwd' : undefined)
      gaps['defaultAdminEnabled'] = gapFor(shadowFailure)
    }
  } else if (keys.failure)
    gaps['users.enabled'] = gapFor(keys.failure, 'accounts without password count as enabled, SSH keys were not seen')
  if (!gaps['emptyPasswords'] || anonymous.length > 0) value.emptyPasswords = anonymous.map((account) => account.name)
  const root = accounts.find((account) => account.name === 'root')
  if (!gaps['defaultAdminEnabled'] && root?.password?.state === 'none' && isEnabled(root)) {
    // Without a password root comes in by its key, as far as sshd lets it.
    const byKey = await mayRootUseKeys(probe)
    if (byKey === undefined || (byKey && keys.failure))
      gaps['defaultAdminEnabled'] = gapFor(keys.failure ?? unseenLogin, 'root has no password, but may have a key')
    else value.defaultAdminEnabled = byKey
  } else if (!gaps['defaultAdminEnabled']) value.defaultAdminEnabled = root !== undefined && isEnabled(root)
  const unsure = guest.some((account) => account.loginShell && account.password === undefined) ? local.shadowFailure : autoLogon.failure
  if (autoLogon.guestSession || !unsure) value.guestEnabled = autoLogon.guestSession || guest.some(isEnabled)
  else gaps['guestEnabled'] = gapFor(unsure)

  if (local.groupFailure) gaps['admins'] = gapFor(local.groupFailure, 'members of admin groups may be missing')
  if (sudo.failure) {
    gaps['admins'] ??= gapFor(sudo.failure, 'those named in sudoers may be missing')
    gaps['passwordlessSudo'] = gapFor(sudo.failure, passwordless.length > 0 ? 'there may be more' : undefined)
  } else if (pam.failure) gaps['passwordlessSudo'] = gapFor(pam.failure)
  else if (directory.sudoRules && directory.kind !== 'none')
    gaps['passwordlessSudo'] = {reason: 'not-collected', detail: 'sudo rules of the directory are not read'}
  if (!gaps['passwordlessSudo'] || passwordless.length > 0) value.passwordlessSudo = passwordless
  if (gaps['admins']) gaps['users.admin'] = gaps['admins']

  if (autoLogon.on !== undefined) value.autoLogon = autoLogon.on
  else if (autoLogon.failure) gaps['autoLogon'] = gapFor(autoLogon.failure)
  if (directory.gap) gaps['directory'] = directory.gap
  if (logons.failure && users.some((user) => logons.of(user.name) === undefined)) gaps['users.lastLogonAt'] = gapFor(logons.failure)

  const source = [
    '/etc/passwd',
    '/etc/shadow',
    '/etc/group',
    '/etc/sudoers',
    '/etc/nsswitch.conf',
    logons.source,
    'display manager and getty configuration',
  ]
  return {ok: true, value, source: source.filter((one) => one !== '').join('; '), ...withGaps(gaps)}
}

const unseenLogin: Failure = {ok: false, reason: 'not-supported', detail: 'PermitRootLogin of sshd could not be told'}

/** Whether sshd is there and lets root in by key; undefined when it does not tell. */
async function mayRootUseKeys(probe: Probe): Promise<boolean | undefined> {
  const programs = await listPrograms(probe)
  if (programs.ok && !programs.value.has('sshd') && !programs.value.has('dropbear')) return false
  const {permitRootLogin} = (await readSshServer(probe)).value
  return permitRootLogin === undefined ? undefined : permitRootLogin !== 'no'
}

function describeUser(account: LocalAccount, enabled: boolean, admin: boolean, logons: LastLogons): User {
  const user: User = {
    name: account.name,
    id: String(account.uid),
    enabled,
    admin,
    builtIn: !account.person && !(account.uid === 0 && account.name !== 'root'),
  }
  const at = logons.of(account.name)
  if (at !== undefined && at !== 'never') user.lastLogonAt = at
  const {shadow} = account
  // Without a usable password there is nothing that could expire.
  if (!shadow || account.password?.state !== 'usable') return user
  // 0 means "to be changed at the next log-in": when it was set is not known then.
  if (shadow.changedDay) user.passwordChangedAt = new Date(shadow.changedDay * 86_400_000).toISOString()
  user.passwordNeverExpires = shadow.maxDays === undefined || shadow.maxDays >= foreverDays
  return user
}

function listPasswordless(sudo: SudoPower, accounts: readonly LocalAccount[], directory: boolean): string[] {
  if (sudo.ofAnybody === 'no-password') return ['ALL']
  const local = accounts.filter((account) => account.uid !== 0 && sudo.of(account) === 'no-password').map((account) => account.name)
  return [...local, ...(directory ? sudo.foreign : [])]
}

export const accountsCollector: Collector<'accounts'> = {fact: 'accounts', collect}
