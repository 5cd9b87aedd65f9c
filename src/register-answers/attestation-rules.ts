import {addMonths, formatDay} from '../lib/dates.ts'
import {sameWords} from '../lib/same-words.ts'
import type {UserFacing} from '../lib/user-error.ts'
import type {PolicyHead, Requirement} from '../model/policy.ts'
import type {Attestation} from '../model/register.ts'

/** For how long an answer may hold: the question says so; a justified exception lasts no longer than a waiver. */
export function attestationLimit(requirement: Requirement, head: PolicyHead, answeredOn: string): {months: number; day: string} {
  const months = requirement.ask?.validMonths ?? requirement.waiverMaxMonths ?? head.waiverMaxMonths
  return {months, day: addMonths(answeredOn, months)}
}

/** Why an answer cannot be entered; undefined when it can. */
export function refuseAttestation(answer: Attestation, requirement: Requirement, head: PolicyHead, today: string): UserFacing | undefined {
  const where = `${answer.system} / ${requirement.id}`
  if (answer.confirmedBy !== undefined && sameWords(answer.confirmedBy, answer.by))
    return {
      code: 'confirmed-by-oneself',
      what: {vi: `Người xác nhận trùng người trả lời (${answer.by})`, en: `The answer is confirmed by the one who gave it (${answer.by})`},
      where: `${where} (--confirmed-by)`,
      next: {vi: 'Ghi tên người thứ hai đã kiểm tra, hoặc bỏ --confirmed-by.', en: 'Name the second person who checked, or leave it out.'},
    }
  if (answer.answeredOn > today)
    return {
      code: 'day-in-future',
      what: {vi: `Ngày trả lời ${formatDay(answer.answeredOn)} ở tương lai`, en: `The answer is dated ${answer.answeredOn}, in the future`},
      where: `${where} (--answered-on)`,
      next: {vi: 'Ghi ngày trả lời thực tế.', en: 'Give the day on which it was really answered.'},
    }
  if (answer.validUntil < answer.answeredOn)
    return {
      code: 'ends-before-it-begins',
      what: {vi: 'Ngày hết hiệu lực trước ngày trả lời', en: 'It would end before it was given'},
      where: `${where} (--valid-until)`,
      next: {vi: `Chọn ngày từ ${formatDay(answer.answeredOn)}.`, en: `Choose a day from ${answer.answeredOn} on.`},
    }
  const limit = attestationLimit(requirement, head, answer.answeredOn)
  if (answer.validUntil > limit.day)
    return {
      code: 'valid-too-long',
      what: {
        vi: `Hiệu lực đến ${formatDay(answer.validUntil)} dài hơn mức cho phép là ${limit.months} tháng kể từ ngày trả lời`,
        en: `Validity until ${answer.validUntil} is longer than the ${limit.months} months allowed from the day of the answer`,
      },
      where: `${where} (--valid-until)`,
      next: {vi: `Chọn ngày không quá ${formatDay(limit.day)} (${limit.day}).`, en: `Choose a day up to ${limit.day}.`},
    }
  return requirement.ask ? undefined : refuseWithoutQuestion(answer, requirement, where)
}

/** Where machines decide alone, a person may only say why it does not apply, or why another suggested value was chosen. */
function refuseWithoutQuestion(answer: Attestation, requirement: Requirement, where: string): UserFacing | undefined {
  if (answer.result === 'not-applicable') return undefined
  if (requirement.strength !== 'suggested' || answer.result !== 'met')
    return {
      code: 'nothing-to-answer',
      what: {
        vi: `Yêu cầu ${requirement.id} do phép kiểm tra trên máy kết luận, không có câu hỏi cho người trả lời`,
        en: `Requirement ${requirement.id} is decided by checks on machines and asks nobody`,
      },
      where,
      next: {
        vi: 'Khắc phục trên máy rồi chạy lại "stp-sec audit"; nếu yêu cầu không áp dụng, ghi --result not-applicable kèm lý do; nếu được cấp có thẩm quyền cho phép, dùng "stp-sec waive add".',
        en: 'Mend the machines and run "stp-sec audit"; if it does not apply, say --result not-applicable and why; if an exception is allowed in writing, use "stp-sec waive add".',
      },
    }
  if (answer.confirmedBy !== undefined && answer.evidence.length > 0) return undefined
  return {
    code: 'alternative-needs-proof',
    what: {
      vi: 'Giá trị khác mức gợi ý chỉ được tính khi có người thứ hai xác nhận và có tài liệu chứng minh',
      en: 'Another value than the suggested one counts only when a second person confirms it and a paper proves it',
    },
    where,
    next: {vi: 'Bổ sung --confirmed-by và --evidence hoặc --paper.', en: 'Add --confirmed-by and --evidence or --paper.'},
  }
}
