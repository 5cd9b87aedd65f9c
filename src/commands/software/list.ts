import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'

export default class SoftwareList extends BaseCommand {
  static override summary =
    'Phần mềm cài trên các máy đã lưu, số máy và kết quả theo quy tắc phần mềm; mã thoát 1 khi có phần mềm không đúng quy tắc.'
  static override description =
    'Quy tắc: policies/software.yaml và software.yaml cạnh workspace.json. Cấp độ của máy là cấp độ cao nhất trong các hệ thống có máy; trụ sở lấy từ thiết bị trong sổ.'
  static override flags = {
    workspace: workspaceFlag,
    on: dayFlag,
    rule: Flags.string({summary: 'Chỉ phần mềm mà quy tắc này nói tới.'}),
    endpoint: Flags.string({summary: 'Chỉ máy này (mã hoặc tên).'}),
  }
  static override examples = [
    '<%= config.bin %> software list',
    '<%= config.bin %> software list --rule remote-control',
    '<%= config.bin %> software list --endpoint PC-VANTHU-01 --json',
  ]

  async run(): Promise<unknown> {
    const {flags} = await this.parse(SoftwareList)
    const on = dayFrom(flags.on, new Date())
    const {readSoftware} = await import('../../cli/read-software.ts')
    const found = await readSoftware(resolve(flags.workspace), {on, rule: flags.rule, endpoint: flags.endpoint})
    if (!this.jsonEnabled()) {
      const {softwareLines} = await import('../../cli/software-lines.ts')
      for (const line of softwareLines(found, on, this.language)) this.log(line)
      if (found.unreadable.length > 0)
        this.log(
          this.say({
            vi: `Không đọc được hồ sơ của ${found.unreadable.length} máy: ${found.unreadable.slice(0, 5).join(', ')}`,
            en: `Files of ${found.unreadable.length} machines cannot be read: ${found.unreadable.slice(0, 5).join(', ')}`,
          }),
        )
    }
    if (found.programs.some(({findings}) => findings.some(({standing}) => standing === 'broken'))) process.exitCode = 1
    return {on, ...found}
  }
}
