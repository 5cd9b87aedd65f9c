import {findSystem} from '../audit/find-system.ts'
import {loadContent} from '../content/content.ts'
import {dayOf, formatDay} from '../lib/dates.ts'
import {UserError} from '../lib/user-error.ts'
import {type Waiver, waiver} from '../model/register.ts'
import type {Language} from '../model/text.ts'
import {type ValidityState, validityOn} from '../register-answers/validity.ts'
import {refuseWaiver} from '../register-answers/waiver-rules.ts'
import {stateWord} from './answers-attest.ts'
import {findAnswered, findById, findRequirement, provableChecks} from './answers-context.ts'
import {dayOr, newId, requireFlags, requireFreeId, shaped} from './answers-entry.ts'
import {pad, wrap} from './columns.ts'
import {editRegister, readRegister} from './edit-register.ts'

export interface WaiveFlags {
  reason?: string | undefined
  risk?: string | undefined
  'document-number'?: string | undefined
  'document-date'?: string | undefined
  'requested-by'?: string | undefined
  'approved-by'?: string | undefined
  from?: string | undefined
  until?: string | undefined
  target?: string[] | undefined
  'compensated-by'?: string[] | undefined
  id?: string | undefined
}

const needed = {
  reason: {vi: 'lý do', en: 'reason'},
  risk: {vi: 'rủi ro chấp nhận', en: 'risk accepted'},
  'document-number': {vi: 'số văn bản cho phép', en: 'number of the paper'},
  'document-date': {vi: 'ngày văn bản cho phép', en: 'date of the paper'},
  'requested-by': {vi: 'người đề nghị', en: 'requester'},
  'approved-by': {vi: 'người phê duyệt', en: 'approver'},
  until: {vi: 'ngày hết hạn', en: 'last day'},
}

/** Enters a waiver; what breaks a rule is refused with its reason before anything is written. */
export async function addWaiver(folder: string, args: {system: string; requirement: string}, flags: WaiveFlags): Promise<Waiver> {
  const command = 'stp-sec waive add'
  const today = dayOf(Date.now())
  const answered = findAnswered(loadContent(), await readRegister(folder), args.system, today, folder)
  const {requirement, policy} = findRequirement(answered, args.requirement)
  const rules = {requirement, head: policy.head, today, members: answered.system.endpoints.members, checks: provableChecks(answered)}
  // What can never be waived is said first: nobody should look for the other seven items in vain.
  if (requirement.waivable) requireFlags(flags, needed, command)
  const documentDate = dayOr(flags['document-date'], today, '--document-date')
  const draft = shaped(
    waiver,
    {
      id: 'draft',
      system: args.system,
      requirement: requirement.id,
      ...(flags.target?.length ? {targets: flags.target} : {}),
      reason: flags.reason ?? '–',
      risk: flags.risk ?? '–',
      document: `${flags['document-number']?.trim() ?? '–'} ngày ${formatDay(documentDate)}`,
      requestedBy: flags['requested-by'] ?? '–',
      approvedBy: flags['approved-by'] ?? '–',
      validFrom: dayOr(flags.from, today, '--from'),
      expiresOn: dayOr(flags.until, today, '--until'),
      ...(flags['compensated-by']?.length ? {compensatedBy: flags['compensated-by']} : {}),
    },
    command,
  )
  const refusal = refuseWaiver(draft, {...rules, documentDate})
  if (refusal) throw new UserError(refusal)
  let added = draft
  await editRegister({folder, command, action: 'waive.add', object: `${args.system} ${requirement.id}`}, (register) => {
    findSystem(register, args.system, folder)
    const id = flags.id === undefined ? newId('mt', draft.validFrom, register.waivers) : requireFreeId(flags.id, register.waivers, command)
    added = {...draft, id}
    return {...register, waivers: [...register.waivers, added]}
  })
  return added
}

/** Ends a waiver: from the day on it counts as absent. Its entry stays, so that what it covered can be shown. */
export async function endWaiver(
  folder: string,
  id: string,
  flags: {on?: string | undefined; reason?: string | undefined},
): Promise<Waiver> {
  const command = 'stp-sec waive end'
  requireFlags(flags, {reason: {vi: 'lý do chấm dứt', en: 'why it ends'}}, command)
  const today = dayOf(Date.now())
  const on = dayOr(flags.on, today, '--on')
  const lastDay = dayOf(Date.parse(`${on}T00:00:00+07:00`) - 1)
  let ended: Waiver | undefined
  await editRegister({folder, command, action: 'waive.end', object: id, reason: flags.reason ?? ''}, (register) => {
    const found = findWaiver(register.waivers, id, folder)
    if (lastDay >= found.expiresOn)
      throw new UserError({
        code: 'waiver-ended',
        what: {
          vi: `Miễn trừ ${id} đã hết hạn ngày ${formatDay(found.expiresOn)}, trước ngày muốn chấm dứt`,
          en: `Waiver ${id} ends on ${found.expiresOn} anyway, before that day`,
        },
        where: `${command} ${id}`,
        next: {
          vi: 'Không cần làm gì; muốn kéo dài phải lập miễn trừ mới có văn bản mới.',
          en: 'Nothing to do; a longer one needs a new paper.',
        },
      })
    const after = {...found, expiresOn: lastDay}
    ended = after
    return {...register, waivers: register.waivers.map((candidate) => (candidate.id === id ? after : candidate))}
  })
  return findWaiver(ended ? [ended] : [], id, folder)
}

export function findWaiver<T extends Waiver>(waivers: readonly T[], id: string, folder: string): T {
  return findById(waivers, id, `${folder}/register.json`, {
    code: 'unknown-waiver',
    what: {vi: `Không có miễn trừ "${id}"`, en: `There is no waiver "${id}"`},
  })
}

export interface ListedWaiver extends Waiver {
  state: ValidityState
  daysLeft: number
}

export function listWaivers(waivers: readonly Waiver[], on: string, soonDays: number): ListedWaiver[] {
  return waivers.map((item) => ({...item, ...validityOn(item.expiresOn, on, soonDays)}))
}

export function waiverLines(item: ListedWaiver, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  return [
    `${pad(item.id, 20)} ${pad(item.system, 16)} ${item.requirement}`,
    `    ${stateWord(item.state, language)}; ${formatDay(item.validFrom)} - ${formatDay(item.expiresOn)}`,
    ...wrap(`${t('Văn bản', 'Paper')}: ${item.document}; ${t('phê duyệt', 'approved by')}: ${item.approvedBy}`, '    '),
  ]
}

export function waiverDetailLines(item: ListedWaiver, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  return [
    ...waiverLines(item, language),
    ...wrap(`${t('Phạm vi', 'Scope')}: ${item.targets?.join(', ') ?? t('mọi máy của hệ thống', 'all machines of the system')}`, '    '),
    ...wrap(`${t('Lý do', 'Reason')}: ${item.reason}`, '    '),
    ...wrap(`${t('Rủi ro', 'Risk')}: ${item.risk}`, '    '),
    ...wrap(`${t('Người đề nghị', 'Requested by')}: ${item.requestedBy}`, '    '),
    ...wrap(`${t('Biện pháp thay thế', 'Compensating control')}: ${item.compensatedBy?.join(', ') ?? t('không có', 'none')}`, '    '),
  ]
}
