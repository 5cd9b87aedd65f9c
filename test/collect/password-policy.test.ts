import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {passwordPolicyCollector} from '../../src/collect/endpoint/password-policy.ts'
import {passwordPolicy as schema} from '../../src/model/facts/password-policy.ts'
import {createRecordedProbe} from './recorded-probe.ts'

const folder = (name: string) => join(import.meta.dirname, '../recorded/password-policy', name)
type Change = Parameters<typeof createRecordedProbe>[1]

async function collect(name: string, change?: Change) {
  const fact = await passwordPolicyCollector.collect(createRecordedProbe(folder(name), change))
  if (!fact.ok) throw new Error(`${fact.reason}: ${fact.detail}`)
  return {value: schema.parse(fact.value), gaps: fact.gaps ?? {}}
}

const closing =
  (...paths: string[]): Change =>
  (recording) => {
    recording.elevated = false
    recording.closed = paths
  }

describe('passwordPolicy', () => {
  it('follows @include on Debian: the main file overrides pwquality.conf.d, the weakest account decides the ages', async () => {
    const {value, gaps} = await collect('debian')
    expect(value).toEqual({
      minLength: 12,
      classes: 3,
      history: 0,
      maxAgeDays: 180,
      minAgeDays: 0,
      lockoutThreshold: 5,
      lockoutMinutes: 15,
      appliesToAdmins: true,
    })
    expect(gaps).toEqual({})
  })

  it('does not take the promise of login.defs for the ages of accounts it could not see', async () => {
    const {value, gaps} = await collect('debian', closing('/etc/shadow'))
    expect(value.minLength).toBe(12)
    expect(value.maxAgeDays).toBeUndefined()
    expect(value.minAgeDays).toBeUndefined()
    expect(gaps['maxAgeDays']).toMatchObject({reason: 'no-rights', detail: expect.stringContaining('default of 90 days')})
    expect(gaps['minAgeDays']?.reason).toBe('no-rights')
    // Without any limit in login.defs nothing unseen could be weaker.
    const never = await collect('rhel', closing('/etc/shadow'))
    expect(never.value).toMatchObject({maxAgeDays: 0, minAgeDays: 0})
    expect(never.gaps).toEqual({})
  })

  it('has no rule for what a closed file would tell', async () => {
    const {value, gaps} = await collect('debian', closing('/etc/security'))
    expect(value.minLength).toBeUndefined()
    expect(value.lockoutThreshold).toBeUndefined()
    for (const field of ['minLength', 'classes', 'lockoutThreshold', 'lockoutMinutes', 'appliesToAdmins'])
      expect(gaps[field]?.reason, field).toBe('no-rights')
  })

  it('reads the authselect stack of RHEL: arguments before files, defaults of faillock, lock for ever', async () => {
    const {value, gaps} = await collect('rhel')
    // minlen=14 with a credit of 1 for digits: 13 characters pass.
    expect(value).toEqual({
      minLength: 13,
      classes: 3,
      history: 24,
      maxAgeDays: 0,
      minAgeDays: 0,
      lockoutThreshold: 3,
      lockoutMinutes: 0,
      appliesToAdmins: false,
    })
    expect(gaps).toEqual({})
  })

  it('calls the lockout off when one of the ways in has none', async () => {
    const {value} = await collect('rhel', closing())
    expect(value.lockoutThreshold).toBe(3)
    const weak = await collect('tumbleweed')
    expect(weak.value.lockoutThreshold).toBe(0)
    expect(weak.value.lockoutMinutes).toBeUndefined()
  })

  it('ignores pwquality.conf where nothing reads it, and takes vendor files of openSUSE', async () => {
    const {value} = await collect('tumbleweed')
    // pam_cracklib without arguments: minlen 9, four credits, never below 6.
    expect(value).toEqual({minLength: 6, classes: 0, history: 5, maxAgeDays: 0, minAgeDays: 0, lockoutThreshold: 0, appliesToAdmins: false})
  })

  it('gives no fact for an Alpine container without PAM', async () => {
    const fact = await passwordPolicyCollector.collect(createRecordedProbe(folder('alpine-container')))
    expect(fact).toMatchObject({ok: false, reason: 'not-supported', detail: 'PAM is not used for passwords here'})
  })

  it('reads the account policies of macOS', async () => {
    const {value, gaps} = await collect('macos')
    expect(value).toEqual({minLength: 12, lockoutThreshold: 5, lockoutMinutes: 15})
    expect(gaps['maxAgeDays']?.reason).toBe('not-supported')
  })

  it('takes output of macOS without policies as an error', async () => {
    const fact = await passwordPolicyCollector.collect(
      createRecordedProbe(folder('macos'), (recording) => {
        recording.commands = [{run: ['pwpolicy', '-getaccountpolicies'], stdout: ''}]
      }),
    )
    expect(fact).toMatchObject({ok: false, reason: 'error'})
  })
})
