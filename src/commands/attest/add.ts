import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {evidenceFlags} from '../../cli/answers-flags.ts'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'

export default class AttestAdd extends BaseCommand {
  static override summary = 'Trả lời câu hỏi của một yêu cầu mà máy không tự thấy được, kèm người trả lời và bằng chứng.'
  static override args = {
    system: Args.string({description: 'Mã hệ thống, ví dụ lan-co-so-1.', required: true}),
    requirement: Args.string({description: 'Mã yêu cầu, ví dụ ns.phan-cong.', required: true}),
  }
  static override flags = {
    workspace: workspaceFlag,
    result: Flags.option({options: ['met', 'partly-met', 'not-met', 'not-applicable'] as const})({
      summary: 'Kết quả: met (đạt), partly-met (một phần), not-met (chưa đạt), not-applicable (không áp dụng).',
    }),
    statement: Flags.string({summary: 'Nội dung trả lời; với "không áp dụng" là lý do.'}),
    by: Flags.string({summary: 'Người trả lời: họ tên, chức vụ.'}),
    'confirmed-by': Flags.string({summary: 'Người thứ hai xác nhận; không được trùng người trả lời.'}),
    'answered-on': Flags.string({summary: 'Ngày trả lời, YYYY-MM-DD (mặc định: hôm nay).'}),
    'valid-until': Flags.string({summary: 'Ngày cuối còn hiệu lực (mặc định: dài nhất câu hỏi cho phép).'}),
    id: Flags.string({summary: 'Mã của câu trả lời (mặc định: tự đặt).'}),
    ...evidenceFlags,
  }
  static override examples = [
    '<%= config.bin %> attest add lan-co-so-1 ns.phan-cong --result met --statement "Đã giao Văn phòng Sở" --by "Trần Văn B, chuyên viên" --confirmed-by "Nguyễn Thị C, Chánh Văn phòng" --evidence "Quyết định phân công=qd-12.pdf"',
  ]

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(AttestAdd)
    const [{addAttestation}, {questionLines, questionOf}, {formatDay}] = await Promise.all([
      import('../../cli/answers-attest-add.ts'),
      import('../../cli/answers-attest.ts'),
      import('../../lib/dates.ts'),
    ])
    const {added, found} = await addAttestation(resolve(flags.workspace), args, flags, (question) => {
      if (!this.jsonEnabled()) for (const line of questionLines(question, this.language)) this.log(line)
    })
    if (!this.jsonEnabled())
      this.log(
        this.say({
          vi: `Đã ghi câu trả lời ${added.id}, hiệu lực đến ${formatDay(added.validUntil)}.`,
          en: `Answer ${added.id} entered, valid until ${added.validUntil}.`,
        }),
      )
    return {attestation: added, ...questionOf(found, added.answeredOn)}
  }
}
