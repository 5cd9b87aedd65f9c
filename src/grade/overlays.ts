import {addMonths} from '../lib/dates.ts'
import {sameWords} from '../lib/same-words.ts'
import {newestAnswer} from '../model/newest-answer.ts'
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
  const newest = newestAnswer(
    attestations.filter((candidate) => candidate.requirement === requirement.id),
    on,
  )
  if (!newest) return undefined
  const validUntil = lastDayOf(newest, requirement)
  if (validUntil < on) {
    notices.push({code: 'attestation-expired', values: {id: newest.id, requirement: requirement.id, validUntil}})
    return undefined
  }
  return {attestation: newest, validUntil}
}

/** The last day of an answer: nobody may answer for longer than the question allows, whatever date was written. */
export function lastDayOf({answeredOn, validUntil}: Attestation, requirement: Requirement | undefined): string {
  const limit = requirement?.ask ? addMonths(answeredOn, requirement.ask.validMonths) : validUntil
  return validUntil < limit ? validUntil : limit
}

/** How the checks that a waiver names instead came out on the targets it covers. */
export type Compensation = {state: 'met'} | {state: 'unmet' | 'unknown'; targets: string[]}

/**
 * The waivers in force for a requirement on a day. One that breaks a rule, or whose compensating control is not seen to
 * work, is not honoured and leaves a notice.
 */
export function waiversInForce(
  requirement: Requirement,
  head: PolicyHead,
  waivers: readonly Waiver[],
  on: string,
  notices: Notice[],
  compensationOf: (waiver: Waiver) => Compensation,
): Waiver[] {
  return waivers.filter((waiver) => {
    if (waiver.requirement !== requirement.id || waiver.validFrom > on) return false
    const problem = waiverProblem(waiver, requirement, head, on)
    const values = {id: waiver.id, requirement: requirement.id, expiresOn: waiver.expiresOn}
    if (problem) notices.push({code: problem, values})
    if (problem || !waiver.compensatedBy?.length) return !problem
    const compensation = compensationOf(waiver)
    if (compensation.state === 'met') return true
    notices.push({
      code: compensation.state === 'unmet' ? 'waiver-compensation-unmet' : 'waiver-compensation-unknown',
      values: {id: waiver.id, requirement: requirement.id, checks: waiver.compensatedBy.join(', '), targets: some(compensation.targets)},
    })
    return false
  })
}

function waiverProblem(waiver: Waiver, requirement: Requirement, head: PolicyHead, on: string): Notice['code'] | undefined {
  if (!requirement.waivable) return 'waiver-refused-not-waivable'
  if (waiver.expiresOn < on) return 'waiver-expired'
  if (sameWords(waiver.approvedBy, waiver.requestedBy)) return 'waiver-refused-approver'
  const limit = addMonths(waiver.validFrom, requirement.waiverMaxMonths ?? head.waiverMaxMonths)
  return waiver.expiresOn > limit ? 'waiver-refused-too-long' : undefined
}

/** The first five names; a notice is read, not searched. */
function some(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ')
  if (names.length === 0) return '–'
  return names.length > 5 ? `${shown}, ... (${names.length})` : shown
}
