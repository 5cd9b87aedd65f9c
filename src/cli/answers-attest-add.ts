import {findSystem} from '../audit/find-system.ts'
import {loadContent} from '../content/content.ts'
import {dayOf} from '../lib/dates.ts'
import {UserError} from '../lib/user-error.ts'
import {type Attestation, attestation} from '../model/register.ts'
import {attestationLimit, refuseAttestation} from '../register-answers/attestation-rules.ts'
import {type FoundRequirement, findAnswered, findRequirement} from './answers-context.ts'
import {dayOr, newId, requireFlags, requireFreeId, shaped} from './answers-entry.ts'
import {findEvidence, keepEvidence} from './answers-evidence.ts'
import {editRegister, readRegister} from './edit-register.ts'

export interface AttestFlags {
  result?: Attestation['result'] | undefined
  statement?: string | undefined
  by?: string | undefined
  'confirmed-by'?: string | undefined
  'answered-on'?: string | undefined
  'valid-until'?: string | undefined
  id?: string | undefined
  evidence?: string[] | undefined
  paper?: string[] | undefined
}

const command = 'stp-sec attest add'

/** Enters an answer. `onQuestion` gets the question before anything is asked of the flags, so that a person may read it first. */
export async function addAttestation(
  folder: string,
  args: {system: string; requirement: string},
  flags: AttestFlags,
  onQuestion: (found: FoundRequirement) => void,
): Promise<{added: Attestation; found: FoundRequirement}> {
  const today = dayOf(Date.now())
  const on = dayOr(flags['answered-on'], today, '--answered-on')
  const answered = findAnswered(loadContent(), await readRegister(folder), args.system, on, folder)
  const found = findRequirement(answered, args.requirement)
  onQuestion(found)
  const given = await findEvidence(flags)
  const answer = draftAnswer(args.system, found, flags, given, today)
  const kept = await keepEvidence(folder, given)
  let added = answer
  await editRegister({folder, command, action: 'attest.add', object: `${args.system} ${found.requirement.id}`}, (register) => {
    findSystem(register, args.system, folder)
    const {attestations} = register
    const id = flags.id === undefined ? newId('xn', answer.answeredOn, attestations) : requireFreeId(flags.id, attestations, command)
    added = shaped(attestation, {...answer, id, evidence: kept}, command)
    return {...register, attestations: [...attestations, added]}
  })
  return {added, found}
}

/** An answer as it would be entered, or the reason why it is refused. */
export function draftAnswer(
  system: string,
  {requirement, policy}: FoundRequirement,
  flags: AttestFlags,
  evidence: readonly {title: string}[],
  today: string,
): Attestation {
  requireFlags(
    flags,
    {
      result: {vi: 'kết quả', en: 'result'},
      statement:
        flags.result === 'not-applicable'
          ? {vi: 'lý do không áp dụng', en: 'why it does not apply'}
          : {vi: 'nội dung trả lời', en: 'statement'},
      by: {vi: 'người trả lời', en: 'who answers'},
    },
    command,
  )
  const answeredOn = dayOr(flags['answered-on'], today, '--answered-on')
  const answer = shaped(
    attestation,
    {
      id: 'draft',
      system,
      requirement: requirement.id,
      result: flags.result,
      statement: flags.statement,
      by: flags.by,
      ...(flags['confirmed-by'] === undefined ? {} : {confirmedBy: flags['confirmed-by']}),
      answeredOn,
      validUntil: dayOr(flags['valid-until'], attestationLimit(requirement, policy.head, answeredOn).day, '--valid-until'),
      evidence: evidence.map(({title}) => ({title})),
    },
    command,
  )
  const refusal = refuseAttestation(answer, requirement, policy.head, today)
  if (refusal) throw new UserError(refusal)
  return answer
}
