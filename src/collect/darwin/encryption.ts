import type {Encryption} from '../../model/facts/encryption.ts'
import type {Collected} from '../collector.ts'
import {type Gaps, withGaps} from '../linux/gap.ts'
import type {Probe} from '../probe.ts'

const source = 'fdesetup status; sysctl vm.swapusage'

/** FileVault of the start volume. */
export async function collectMacEncryption(probe: Probe): Promise<Collected<'encryption'>> {
  const [vault, swap] = await Promise.all([probe.run('fdesetup', ['status']), probe.run('sysctl', ['vm.swapusage'])])
  if (!vault.ok) return {...vault, source}
  const state = /^FileVault is (On|Off)\./m.exec(vault.value.stdout)?.[1]
  // While it converts, the first line says "On" before everything is encrypted.
  const converting = /Encryption in progress|Decryption in progress/.test(vault.value.stdout)
  if (!state) return {ok: false, reason: 'error', detail: 'fdesetup did not say whether FileVault is on', source}
  const encrypted = state === 'On' && !converting
  const value: Encryption = {
    volumes: [{mount: '/', encrypted, ...(encrypted ? {method: 'filevault'} : {}), system: true}],
    systemEncrypted: encrypted,
  }
  const gaps: Gaps = {passwordHash: {reason: 'not-supported', detail: 'macOS does not tell it from outside'}}
  if (swap.ok && swap.value.stdout.includes('vm.swapusage')) value.swapEncrypted = swap.value.stdout.includes('(encrypted)')
  else gaps['swapEncrypted'] = {reason: swap.ok ? 'error' : swap.reason, detail: 'sysctl did not show the swap'}
  return {ok: true, value, source, ...withGaps(gaps)}
}
