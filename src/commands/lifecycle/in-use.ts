import {resolve} from 'node:path'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'

export default class LifecycleInUse extends BaseCommand {
  static override summary = 'Hệ điều hành, phần mềm đang dùng trên các máy đã lưu và thời hạn hỗ trợ; mã thoát 1 khi có thứ đã hết hỗ trợ.'
  static override flags = {workspace: workspaceFlag, on: dayFlag}
  static override examples = ['<%= config.bin %> lifecycle in-use', '<%= config.bin %> lifecycle in-use --on 2027-01-31 --json']

  async run(): Promise<unknown> {
    const {flags} = await this.parse(LifecycleInUse)
    const on = dayFrom(flags.on, new Date())
    const {readLifecycleInUse} = await import('../../cli/read-lifecycle-in-use.ts')
    const found = await readLifecycleInUse(resolve(flags.workspace), on)
    if (!this.jsonEnabled()) {
      const {lifecycleInUseLines} = await import('../../cli/lifecycle-in-use-lines.ts')
      for (const line of lifecycleInUseLines(found, on, this.language)) this.log(line)
      if (found.unreadable.length > 0)
        this.log(
          this.say({
            vi: `Không đọc được hồ sơ của ${found.unreadable.length} máy: ${found.unreadable.slice(0, 5).join(', ')}`,
            en: `Files of ${found.unreadable.length} machines cannot be read: ${found.unreadable.slice(0, 5).join(', ')}`,
          }),
        )
    }
    if (found.inUse.some(({status}) => status === 'ended')) process.exitCode = 1
    return {on, ...found}
  }
}
