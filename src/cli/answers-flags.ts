import {Flags} from '@oclif/core'

/** Flags with which a person proves something: files, which are hashed, and papers that lie elsewhere. */
export const evidenceFlags = {
  evidence: Flags.string({summary: 'Tệp bằng chứng: ĐƯỜNG_DẪN hoặc "Tên tài liệu=ĐƯỜNG_DẪN"; dùng nhiều lần được.', multiple: true}),
  paper: Flags.string({summary: 'Tài liệu chứng minh lưu ở nơi khác: tên, số, ngày; dùng nhiều lần được.', multiple: true}),
}

/** How near the last day must be for "due soon". */
export const soonFlag = Flags.integer({summary: 'Coi là sắp hết hạn khi còn không quá số ngày này.', default: 30, min: 0, max: 366})

/** `--on YYYY-MM-DD` of a list: states are those of this day. */
export const onFlag = Flags.string({summary: 'Xem tại ngày này, YYYY-MM-DD (mặc định: hôm nay).'})

/** The six things of a task, and what may be said beside them. */
export const taskFlags = {
  person: Flags.string({summary: 'Rõ người: ai làm.'}),
  work: Flags.string({summary: 'Rõ việc: làm gì.'}),
  responsibility: Flags.string({summary: 'Rõ trách nhiệm: ai chịu trách nhiệm, về điều gì.'}),
  authority: Flags.string({summary: 'Rõ thẩm quyền: ai quyết định, phê duyệt.'}),
  due: Flags.string({summary: 'Rõ thời gian: hạn hoàn thành, YYYY-MM-DD.'}),
  result: Flags.string({summary: 'Rõ kết quả: khi xong thì điều gì đạt được.'}),
  requirement: Flags.string({summary: 'Mã yêu cầu hoặc mã nhóm yêu cầu liên quan.'}),
  before: Flags.string({summary: 'Hiện trạng trước khi khắc phục.'}),
  note: Flags.string({summary: 'Ghi chú.'}),
}
