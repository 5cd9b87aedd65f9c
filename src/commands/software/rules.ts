import {resolve} from 'node:path'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'

export default class SoftwareRulesShow extends BaseCommand {
  static override summary = 'Quy tắc phần mềm đang áp dụng, lý do và nguồn; báo lỗi kèm dòng nếu software.yaml của đơn vị sai.'
  static override flags = {workspace: workspaceFlag, on: dayFlag}
  static override examples = ['<%= config.bin %> software rules', '<%= config.bin %> software rules --on 2027-01-31 --json']

  async run(): Promise<unknown> {
    const {flags} = await this.parse(SoftwareRulesShow)
    const on = dayFrom(flags.on, new Date())
    const {readSoftwareRules} = await import('../../cli/read-software.ts')
    const rules = await readSoftwareRules(resolve(flags.workspace), on)
    if (!this.jsonEnabled()) {
      const {softwareRuleLines} = await import('../../cli/software-lines.ts')
      for (const line of softwareRuleLines(rules, on, this.language)) this.log(line)
    }
    return {on, ...rules}
  }
}
