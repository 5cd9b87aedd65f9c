import type {Accounts} from '../../model/facts/accounts.ts'
import type {Collected} from '../collector.ts'
import {type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {readSudoPower} from '../linux/sudo-power.ts'
import {parseDefaults} from '../parse/defaults.ts'
import {type DsclRecord, parseDscl} from '../parse/dscl.ts'
import type {Probe} from '../probe.ts'
import {macGroups} from './groups.ts'

const source = 'dscl; /etc/sudoers; com.apple.loginwindow; dsconfigad -show'

/** Accounts of macOS out of its local directory node. */
export async function collectMacAccounts(probe: Probe): Promise<Collected<'accounts'>> {
  const [users, admins, window, domain] = await Promise.all([
    probe.run('dscl', [
      '.',
      '-readall',
      '/Users',
      'RecordName',
      'UniqueID',
      'PrimaryGroupID',
      'UserShell',
      'AuthenticationAuthority',
      'NFSHomeDirectory',
    ]),
    probe.run('dscl', ['.', '-read', '/Groups/admin', 'GroupMembership']),
    probe.run('defaults', ['read', '/Library/Preferences/com.apple.loginwindow']),
    probe.run('dsconfigad', ['-show']),
  ])
  if (!users.ok) return {...users, source}
  const records = parseDscl(users.value.stdout).filter((record) => /^-?\d+$/.test(record.get('UniqueID')?.[0] ?? ''))
  if (users.value.code !== 0 || records.length === 0) return {ok: false, reason: 'error', detail: 'dscl listed no account', source}
  const gaps: Gaps = {
    'users.lastLogonAt': {reason: 'not-collected', detail: 'not read on macOS'},
    'users.createdAt': {reason: 'not-collected', detail: 'not read on macOS'},
    'users.passwordChangedAt': {reason: 'not-collected', detail: 'not read on macOS'},
    'users.passwordNeverExpires': {reason: 'not-collected', detail: 'not read on macOS'},
    emptyPasswords: {reason: 'not-supported', detail: 'macOS does not tell it from outside'},
    laps: {reason: 'not-collected', detail: 'not read on macOS'},
  }
  const members = new Set(admins.ok ? (parseDscl(admins.value.stdout)[0]?.get('GroupMembership') ?? []) : [])
  if (!admins.ok) gaps['admins'] = gapFor(admins)
  else if (members.size === 0) gaps['admins'] = {reason: 'error', detail: 'dscl printed no member of the admin group'}
  const sudo = await readSudoPower(probe, macGroups)
  const accounts = records.map((record) => {
    const [name, id] = [record.get('RecordName')?.[0] ?? '', record.get('UniqueID')?.[0] ?? '']
    const admin = id === '0' || members.has(name)
    const {loginShell, enabled} = judge(record)
    const powers = {
      name,
      uid: Number(id),
      gid: Number(record.get('PrimaryGroupID')?.[0] ?? -1),
      home: '',
      shell: '',
      loginShell,
      password: undefined,
      shadow: undefined,
      expired: false,
    }
    const power = sudo.of({...powers, person: true, groups: admin ? ['admin'] : []})
    return {name, id, enabled, admin: admin || power !== 'none', person: Number(id) >= 500, free: id !== '0' && power === 'no-password'}
  })
  const value: Accounts = {
    users: accounts
      .filter((one) => one.person || one.enabled)
      .map(({name, id, enabled, admin, person}) => ({name, id, enabled, admin, builtIn: !person})),
    total: accounts.length,
    admins: accounts.filter((one) => one.admin).map((one) => one.name),
    duplicateIds: [...new Set(accounts.map((one) => one.id).filter((id, at, all) => all.indexOf(id) !== at))],
    directory: domain.ok && /Active Directory Domain\s*=/.test(domain.value.stdout) ? 'active-directory' : 'none',
    defaultAdminEnabled: accounts.some((one) => one.name === 'root' && one.enabled),
  }
  if (!domain.ok) gaps['directory'] = gapFor(domain)
  if (sudo.failure) gaps['passwordlessSudo'] = gapFor(sudo.failure)
  else value.passwordlessSudo = sudo.ofAnybody === 'no-password' ? ['ALL'] : accounts.filter((one) => one.free).map((one) => one.name)
  const settings = window.ok && window.value.code === 0 ? parseDefaults(window.value.stdout) : undefined
  if (settings) {
    value.autoLogon = (settings.get('autoLoginUser') ?? '') !== ''
    value.guestEnabled = settings.get('GuestEnabled') === '1'
  } else
    gaps['autoLogon'] = gaps['guestEnabled'] = window.ok
      ? {reason: 'error', detail: 'the settings of the login window could not be read'}
      : gapFor(window)
  return {ok: true, value, source, ...withGaps(gaps)}
}

/** Without an AuthenticationAuthority there is no password to log in with: root and service accounts from the factory. */
function judge(record: DsclRecord): {loginShell: boolean; enabled: boolean} {
  const shell = record.get('UserShell')?.[0] ?? ''
  const authority = record.get('AuthenticationAuthority') ?? []
  const loginShell = shell !== '' && !/\/(false|nologin|uucico)$/.test(shell)
  return {loginShell, enabled: loginShell && authority.length > 0 && !authority.some((word) => word.includes(';DisabledUser;'))}
}
