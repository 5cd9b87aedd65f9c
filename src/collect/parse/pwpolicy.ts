import type {PasswordPolicy} from '../../model/facts/password-policy.ts'

/** Rules out of the property list that `pwpolicy -getaccountpolicies` prints; undefined when there is none in the output. */
export function parsePwpolicy(text: string): PasswordPolicy | undefined {
  if (!text.includes('<plist')) return undefined
  const policy: PasswordPolicy = {}
  // policyAttributePassword matches '.{12,}+' is how macOS writes a length; the strictest of several counts.
  const lengths = [...text.matchAll(/policyAttributePassword matches (?:&apos;|')(?:\^?\(\?=)?\.\{(\d{1,4}),/g)].map((found) =>
    Number(found[1]),
  )
  if (lengths.length > 0) policy.minLength = Math.max(...lengths)
  const failures = readInteger(text, 'policyAttributeMaximumFailedAuthentications')
  const reopen = readInteger(text, 'autoEnableInSeconds')
  const days = readInteger(text, 'policyAttributeExpiresEveryNDays')
  const history = readInteger(text, 'policyAttributePasswordHistoryDepth')
  if (failures !== undefined) policy.lockoutThreshold = failures
  if (failures !== undefined && reopen !== undefined) policy.lockoutMinutes = reopen / 60
  if (days !== undefined) policy.maxAgeDays = days
  if (history !== undefined) policy.history = history
  return policy
}

function readInteger(text: string, key: string): number | undefined {
  const at = text.indexOf(`<key>${key}</key>`)
  if (at < 0) return undefined
  const found = /^\s*<integer>(\d{1,9})<\/integer>/.exec(text.slice(at + key.length + 11, at + key.length + 200))
  return found ? Number(found[1]) : undefined
}
