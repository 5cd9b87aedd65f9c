import {resolve} from 'node:path'
import {Args} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'

export default class SystemCheck extends BaseCommand {
  static override summary =
    'Kiểm tra hồ sơ của hệ thống: thứ tự Quy chế, thẩm định, phê duyệt, vận hành; thời hạn; mã thoát 1 khi có mục không đạt.'
  static override args = {system: Args.string({description: 'Mã hệ thống (mặc định: mọi hệ thống Sở vận hành).'})}
  static override flags = {workspace: workspaceFlag, on: dayFlag}
  static override examples = ['<%= config.bin %> system check', '<%= config.bin %> system check lan-co-so-1']

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(SystemCheck)
    const folder = resolve(flags.workspace)
    const clock = new Date()
    const [{readRegister}, {loadContent}, {loadWorkingDays}, {checkSystems}, {findSystem}, {systemCheckLines}, {timeOf}] =
      await Promise.all([
        import('../../cli/edit-register.ts'),
        import('../../content/content.ts'),
        import('../../content/load-deadlines.ts'),
        import('../../audit/check-systems.ts'),
        import('../../audit/find-system.ts'),
        import('../../cli/system-check-lines.ts'),
        import('../../lib/dates.ts'),
      ])
    const register = await readRegister(folder)
    const chosen =
      args.system === undefined
        ? register.systems.filter((system) => system.role === 'operates' && system.status !== 'stopped')
        : [findSystem(register, args.system, folder)]
    const now = flags.on === undefined ? clock.toISOString() : new Date(timeOf(dayFrom(flags.on, clock)) + 12 * 3_600_000).toISOString()
    const content = loadContent()
    const checked = checkSystems(content, register, chosen, loadWorkingDays(), now)
    if (!this.jsonEnabled()) for (const item of checked) for (const line of systemCheckLines(item, content, this.language)) this.log(line)
    if (checked.some(({results}) => results.some(({outcome}) => outcome === 'fail'))) process.exitCode = 1
    return {now, systems: checked.map(({system, results}) => ({system: system.id, results}))}
  }
}
