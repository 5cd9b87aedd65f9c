import type {PasswordPolicy} from '../../model/facts/password-policy.ts'
import type {Collected} from '../collector.ts'
import {type Gaps, withGaps} from '../linux/gap.ts'
import {parsePwpolicy} from '../parse/pwpolicy.ts'
import type {Probe} from '../probe.ts'

const source = 'pwpolicy -getaccountpolicies'
const fields = ['minLength', 'classes', 'maxAgeDays', 'history', 'lockoutThreshold', 'lockoutMinutes'] as const

/** Global account policies of macOS; a rule that none of them names is a gap, for profiles may add more. */
export async function collectMacPasswordPolicy(probe: Probe): Promise<Collected<'passwordPolicy'>> {
  const answer = await probe.run('pwpolicy', ['-getaccountpolicies'])
  if (!answer.ok) return {...answer, source}
  const policy = answer.value.code === 0 ? parsePwpolicy(answer.value.stdout) : undefined
  if (!policy) return {ok: false, reason: 'error', detail: 'pwpolicy printed no account policies', source}
  const value: PasswordPolicy = policy
  const gaps: Gaps = {
    minAgeDays: {reason: 'not-supported', detail: 'macOS has no such rule'},
    appliesToAdmins: {reason: 'not-collected', detail: 'not read on macOS'},
  }
  for (const field of fields)
    if (value[field] === undefined) gaps[field] = {reason: 'not-supported', detail: 'the account policies name no such rule'}
  return {ok: true, value, source, ...withGaps(gaps)}
}
