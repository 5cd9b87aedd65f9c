import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'

export default class WaiveAdd extends BaseCommand {
  static override summary = 'Ghi một miễn trừ có văn bản cho phép; kết quả của yêu cầu không đổi, miễn trừ được in bên cạnh.'
  static override args = {
    system: Args.string({description: 'Mã hệ thống, ví dụ lan-co-so-1.', required: true}),
    requirement: Args.string({description: 'Mã yêu cầu, ví dụ ch.khoa-phien.', required: true}),
  }
  static override flags = {
    workspace: workspaceFlag,
    reason: Flags.string({summary: 'Lý do chưa đáp ứng được.'}),
    risk: Flags.string({summary: 'Rủi ro được chấp nhận trong thời gian miễn trừ.'}),
    'document-number': Flags.string({summary: 'Số, ký hiệu văn bản cho phép, ví dụ 12/QĐ-STP.'}),
    'document-date': Flags.string({summary: 'Ngày văn bản cho phép, YYYY-MM-DD.'}),
    'requested-by': Flags.string({summary: 'Người đề nghị.'}),
    'approved-by': Flags.string({summary: 'Người phê duyệt; không được là người đề nghị.'}),
    from: Flags.string({summary: 'Ngày bắt đầu, YYYY-MM-DD (mặc định: hôm nay).'}),
    until: Flags.string({summary: 'Ngày cuối còn hiệu lực, YYYY-MM-DD; bắt buộc, trong thời hạn danh mục cho phép.'}),
    target: Flags.string({summary: 'Chỉ cho máy này (mặc định: mọi máy của hệ thống); dùng nhiều lần được.', multiple: true}),
    'compensated-by': Flags.string({
      summary: 'Phép kiểm tra của biện pháp thay thế, phải đạt trên chính các máy được miễn trừ; dùng nhiều lần được.',
      multiple: true,
    }),
    id: Flags.string({summary: 'Mã của miễn trừ (mặc định: tự đặt).'}),
  }
  static override examples = [
    '<%= config.bin %> waive add lan-co-so-1 ch.khoa-phien --reason "Máy trực một cửa" --risk "Người lạ dùng máy khi vắng mặt" --document-number 12/QĐ-STP --document-date 2026-11-20 --requested-by "Trần Văn B" --approved-by "Giám đốc Sở" --until 2027-03-31 --compensated-by disk-encryption',
  ]

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(WaiveAdd)
    const {addWaiver, listWaivers, waiverDetailLines} = await import('../../cli/answers-waive.ts')
    const added = await addWaiver(resolve(flags.workspace), args, flags)
    if (!this.jsonEnabled()) {
      this.log(this.say({vi: `Đã ghi miễn trừ ${added.id}:`, en: `Waiver ${added.id} entered:`}))
      for (const item of listWaivers([added], added.validFrom, 0)) for (const line of waiverDetailLines(item, this.language)) this.log(line)
    }
    return {waiver: added}
  }
}
