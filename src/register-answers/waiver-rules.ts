import {addMonths, formatDay} from '../lib/dates.ts'
import {nearest} from '../lib/nearest.ts'
import {sameWords} from '../lib/same-words.ts'
import type {UserFacing} from '../lib/user-error.ts'
import type {PolicyHead, Requirement} from '../model/policy.ts'
import type {Waiver} from '../model/register.ts'
import type {Localized} from '../model/text.ts'

export interface WaiverRules {
  requirement: Requirement
  head: PolicyHead
  today: string
  /** Date of the paper that allows it. */
  documentDate: string
  /** Machines of the system. */
  members: readonly string[]
  /** Checks that the catalogue uses: only they are part of the evidence. */
  checks: ReadonlySet<string>
}

/** Longest a waiver of a requirement may last. */
export function waiverLimit(requirement: Requirement, head: PolicyHead, validFrom: string): {months: number; day: string} {
  const months = requirement.waiverMaxMonths ?? head.waiverMaxMonths
  return {months, day: addMonths(validFrom, months)}
}

/** Why a waiver cannot be entered; undefined when it can. */
export function refuseWaiver(waiver: Waiver, rules: WaiverRules): UserFacing | undefined {
  const {requirement, head} = rules
  const where = `${waiver.system} / ${requirement.id}`
  if (!requirement.waivable)
    return {
      code: 'not-waivable',
      what: {
        vi: `Yêu cầu ${requirement.id} (${requirement.title.vi}) không được phép miễn trừ`,
        en: `Requirement ${requirement.id} (${requirement.title.en}) may not be waived`,
      },
      where,
      next: {
        vi: 'Lập kế hoạch khắc phục bằng "stp-sec task add" thay cho miễn trừ.',
        en: 'Plan its remediation with "stp-sec task add" instead.',
      },
    }
  if (sameWords(waiver.approvedBy, waiver.requestedBy))
    return {
      code: 'approved-by-requester',
      what: {
        vi: `Người phê duyệt trùng người đề nghị (${waiver.requestedBy})`,
        en: `The approver is the requester (${waiver.requestedBy})`,
      },
      where: `${where} (--approved-by)`,
      next: {vi: 'Ghi người có thẩm quyền đã ký văn bản cho phép.', en: 'Name the person in authority who signed the paper.'},
    }
  return refuseDays(waiver, rules, where) ?? refuseScope(waiver, rules, where) ?? refuseTooLong(waiver, requirement, head, where)
}

function refuseTooLong(waiver: Waiver, requirement: Requirement, head: PolicyHead, where: string): UserFacing | undefined {
  const limit = waiverLimit(requirement, head, waiver.validFrom)
  if (waiver.expiresOn <= limit.day) return undefined
  return {
    code: 'waiver-too-long',
    what: {
      vi: `Thời hạn đến ${formatDay(waiver.expiresOn)} dài hơn mức cho phép là ${limit.months} tháng`,
      en: `It would last until ${waiver.expiresOn}, longer than the ${limit.months} months allowed`,
    },
    where: `${where} (--until)`,
    next: {vi: `Chọn ngày không quá ${formatDay(limit.day)} (${limit.day}).`, en: `Choose a day up to ${limit.day}.`},
  }
}

function refuseDays(waiver: Waiver, rules: WaiverRules, where: string): UserFacing | undefined {
  const days: [boolean, string, Localized, Localized][] = [
    [
      rules.documentDate > rules.today,
      '--document-date',
      {vi: `Ngày văn bản ${formatDay(rules.documentDate)} ở tương lai`, en: `The paper is dated ${rules.documentDate}, in the future`},
      {vi: 'Ghi ngày ký của văn bản.', en: 'Give the day on which it was signed.'},
    ],
    [
      waiver.validFrom < rules.documentDate,
      '--from',
      {
        vi: `Miễn trừ bắt đầu ${formatDay(waiver.validFrom)}, trước ngày văn bản cho phép ${formatDay(rules.documentDate)}`,
        en: `It would begin on ${waiver.validFrom}, before the paper of ${rules.documentDate} that allows it`,
      },
      {vi: `Chọn ngày bắt đầu từ ${formatDay(rules.documentDate)}.`, en: `Let it begin on ${rules.documentDate} or later.`},
    ],
    [
      waiver.expiresOn < waiver.validFrom || waiver.expiresOn < rules.today,
      '--until',
      {vi: `Ngày hết hạn ${formatDay(waiver.expiresOn)} đã qua`, en: `It would have ended already, on ${waiver.expiresOn}`},
      {vi: 'Chọn ngày hết hạn từ hôm nay trở đi.', en: 'Choose today or a later day.'},
    ],
  ]
  const wrong = days.find(([isWrong]) => isWrong)
  return wrong && {code: 'bad-days', what: wrong[2], where: `${where} (${wrong[1]})`, next: wrong[3]}
}

function refuseScope(waiver: Waiver, rules: WaiverRules, where: string): UserFacing | undefined {
  const stranger = waiver.targets?.find((target) => !rules.members.includes(target))
  if (stranger !== undefined)
    return {
      code: 'unknown-target',
      what: {vi: `Máy "${stranger}" không thuộc hệ thống ${waiver.system}`, en: `Machine "${stranger}" is not part of ${waiver.system}`},
      where: `${where} (--target)`,
      next: suggestion(stranger, rules.members),
    }
  const unknown = waiver.compensatedBy?.find((check) => !rules.checks.has(check))
  if (unknown === undefined) return undefined
  return {
    code: 'unknown-check',
    what: {
      vi: `Danh mục ${rules.head.id} không dùng phép kiểm tra "${unknown}" nên không chứng minh được biện pháp thay thế`,
      en: `Catalogue ${rules.head.id} uses no check "${unknown}", so it cannot prove the compensating control`,
    },
    where: `${where} (--compensated-by)`,
    next: suggestion(unknown, [...rules.checks]),
  }
}

function suggestion(word: string, candidates: readonly string[]): Localized {
  const close = nearest(word, candidates)
  if (close) return {vi: `Có phải ý bạn là "${close}"?`, en: `Did you mean "${close}"?`}
  const list = candidates.slice(0, 10).join(', ') || '–'
  return {vi: `Dùng một trong: ${list}.`, en: `Use one of: ${list}.`}
}
