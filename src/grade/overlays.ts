import {addMonths} from '../lib/dates.ts'
import type {Notice} from '../model/notice.ts'
import type {PolicyHead, Requirement} from '../model/policy.ts'
import type {Attestation, Waiver} from '../model/register.ts'

/** The answer in force for a requirement on a day; an expired one counts as absent and leaves a notice. */
export function attestationInForce(
  requirement: Requirement,
  attestations: readonly Attestation[],
  on: string,
  notices: Notice[],
): {attestation: Attestation; validUntil: string} | undefined {
  const own = attestations
    .filter((candidate) => candidate.requirement === requirement.id && candidate.answeredOn <= on)
    .sort((a, b) => (a.answeredOn < b.answeredOn ? 1 : -1))
  const newest = own[0]
  if (!newest) return undefined
  // Nobody may answer for longer than the question allows, whatever date was written.
  const limit = requirement.ask ? addMonths(newest.answeredOn, requirement.ask.validMonths) : newest.validUntil
  const validUntil = newest.validUntil < limit ? newest.validUntil : limit
  if (validUntil < on) {
    notices.push({code: 'attestation-expired', values: {id: newest.id, requirement: requirement.id, validUntil}})
    return undefined
  }
  return {attestation: newest, validUntil}
}

/** The waiver in force for a requirement on a day. One that breaks a rule is not honoured and leaves a notice. */
export function waiverInForce(
  requirement: Requirement,
  head: PolicyHead,
  waivers: readonly Waiver[],
  on: string,
  notices: Notice[],
): Waiver | undefined {
  for (const waiver of waivers) {
    if (waiver.requirement !== requirement.id || waiver.validFrom > on) continue
    const problem = waiverProblem(waiver, requirement, head, on)
    if (!problem) return waiver
    notices.push({code: problem, values: {id: waiver.id, requirement: requirement.id, expiresOn: waiver.expiresOn}})
  }
  return undefined
}

function waiverProblem(waiver: Waiver, requirement: Requirement, head: PolicyHead, on: string): Notice['code'] | undefined {
  if (!requirement.waivable) return 'waiver-refused-not-waivable'
  if (waiver.expiresOn < on) return 'waiver-expired'
  if (waiver.approvedBy === waiver.requestedBy) return 'waiver-refused-approver'
  const limit = addMonths(waiver.validFrom, requirement.waiverMaxMonths ?? head.waiverMaxMonths)
  return waiver.expiresOn > limit ? 'waiver-refused-too-long' : undefined
}
