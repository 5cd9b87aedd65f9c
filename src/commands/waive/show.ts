import {resolve} from 'node:path'
import {Args} from '@oclif/core'
import {onFlag, soonFlag} from '../../cli/answers-flags.ts'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFrom} from '../../cli/day-flag.ts'

export default class WaiveShow extends BaseCommand {
  static override summary = 'Xem một miễn trừ: phạm vi, lý do, rủi ro, văn bản, biện pháp thay thế.'
  static override args = {id: Args.string({description: 'Mã miễn trừ.', required: true})}
  static override flags = {workspace: workspaceFlag, on: onFlag, 'soon-days': soonFlag}

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(WaiveShow)
    const [{findWaiver, listWaivers, waiverDetailLines}, {readRegister}] = await Promise.all([
      import('../../cli/answers-waive.ts'),
      import('../../cli/edit-register.ts'),
    ])
    const folder = resolve(flags.workspace)
    const waivers = listWaivers((await readRegister(folder)).waivers, dayFrom(flags.on, new Date()), flags['soon-days'])
    const waiver = findWaiver(waivers, args.id, folder)
    if (!this.jsonEnabled()) for (const line of waiverDetailLines(waiver, this.language)) this.log(line)
    return {waiver}
  }
}
