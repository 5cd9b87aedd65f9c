import {present} from '../../lib/present.ts'
import type {PasswordPolicy} from '../../model/facts/password-policy.ts'
import type {Built, WindowsLook} from '../look.ts'
import {type Gaps, map} from '../output.ts'
import {parseNetAccounts} from '../parse/net-accounts.ts'
import {parseSecedit} from '../parse/secedit.ts'

/** "Password must meet complexity requirements" demands three of the character classes (Microsoft, security policy settings). */
const classesOfComplexity = 3

/** Rules of passwords of local accounts: the security database, else what `net accounts` prints to everybody. */
export function buildPasswordPolicy(look: WindowsLook): Built<'passwordPolicy'> {
  const exported = map(look.text('secedit.inf'), parseSecedit)
  const access = exported.ok ? exported.value?.get('System Access') : undefined
  const gaps: Gaps = {}
  if (access) {
    const number = (name: string) => (/^-?\d+$/.test(access.get(name) ?? '') ? Number(access.get(name)) : undefined)
    // -1 means "for ever": no end of a password's life, no end of a lockout but by an administrator.
    const span = (name: string) => (number(name) === undefined ? undefined : Math.max(0, number(name) ?? 0))
    const complexity = number('PasswordComplexity')
    const admins = number('AllowAdministratorLockout')
    const value: PasswordPolicy = present({
      minLength: number('MinimumPasswordLength'),
      classes: complexity === undefined ? undefined : complexity === 1 ? classesOfComplexity : 0,
      maxAgeDays: span('MaximumPasswordAge'),
      minAgeDays: number('MinimumPasswordAge'),
      history: number('PasswordHistorySize'),
      lockoutThreshold: number('LockoutBadCount'),
      lockoutMinutes: span('LockoutDuration'),
      appliesToAdmins: admins === undefined ? undefined : admins === 1,
    })
    return {ok: true, value, gaps, source: 'secedit /export'}
  }
  const source = 'net accounts'
  const printed = look.text('net-accounts.txt')
  const accounts = printed.ok ? parseNetAccounts(printed.value) : undefined
  if (!accounts)
    return printed.ok
      ? {ok: false, reason: 'error', detail: 'net accounts printed fewer lines than it has rules', source}
      : {...(exported.ok ? printed : exported), source}
  const why = exported.ok ? 'secedit printed no rules' : exported.detail
  gaps['classes'] = {reason: exported.ok ? 'error' : exported.reason, detail: why}
  gaps['appliesToAdmins'] = gaps['classes']
  return {ok: true, value: present(accounts), gaps, source}
}
