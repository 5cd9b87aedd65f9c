import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {onFlag, soonFlag} from '../../cli/answers-flags.ts'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFrom} from '../../cli/day-flag.ts'

export default class WaiveList extends BaseCommand {
  static override summary = 'Liệt kê các miễn trừ: còn hiệu lực, sắp hết hạn, đã hết hạn.'
  static override description = 'Mã thoát 1 khi có miễn trừ đã hết hạn.'
  static override flags = {
    workspace: workspaceFlag,
    system: Flags.string({summary: 'Chỉ của hệ thống này.'}),
    on: onFlag,
    'soon-days': soonFlag,
  }

  async run(): Promise<unknown> {
    const {flags} = await this.parse(WaiveList)
    const on = dayFrom(flags.on, new Date())
    const [{listWaivers, waiverLines}, {findSystem}, {readRegister}] = await Promise.all([
      import('../../cli/answers-waive.ts'),
      import('../../audit/find-system.ts'),
      import('../../cli/edit-register.ts'),
    ])
    const folder = resolve(flags.workspace)
    const register = await readRegister(folder)
    if (flags.system !== undefined) findSystem(register, flags.system, folder)
    const waivers = listWaivers(register.waivers, on, flags['soon-days']).filter(
      ({system}) => flags.system === undefined || system === flags.system,
    )
    process.exitCode = waivers.some(({state}) => state === 'expired') ? 1 : 0
    if (!this.jsonEnabled()) {
      if (waivers.length === 0) this.log(this.say({vi: 'Không có miễn trừ nào.', en: 'No waivers.'}))
      for (const item of waivers) for (const line of waiverLines(item, this.language)) this.log(line)
    }
    return {on, waivers}
  }
}
