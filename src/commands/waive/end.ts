import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'

export default class WaiveEnd extends BaseCommand {
  static override summary = 'Chấm dứt một miễn trừ trước hạn; từ ngày đó coi như không có.'
  static override args = {id: Args.string({description: 'Mã miễn trừ.', required: true})}
  static override flags = {
    workspace: workspaceFlag,
    on: Flags.string({summary: 'Ngày đầu tiên không còn miễn trừ, YYYY-MM-DD (mặc định: hôm nay).'}),
    reason: Flags.string({summary: 'Lý do chấm dứt.'}),
  }

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(WaiveEnd)
    const [{endWaiver}, {formatDay}] = await Promise.all([import('../../cli/answers-waive.ts'), import('../../lib/dates.ts')])
    const waiver = await endWaiver(resolve(flags.workspace), args.id, flags)
    if (!this.jsonEnabled())
      this.log(
        this.say({
          vi: `Miễn trừ ${waiver.id} chỉ còn hiệu lực đến hết ngày ${formatDay(waiver.expiresOn)}.`,
          en: `Waiver ${waiver.id} holds until ${waiver.expiresOn} only.`,
        }),
      )
    return {waiver}
  }
}
