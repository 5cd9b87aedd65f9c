import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {onFlag} from '../../cli/answers-flags.ts'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFrom} from '../../cli/day-flag.ts'

export default class TaskList extends BaseCommand {
  static override summary = 'Liệt kê các việc khắc phục đang mở; --all cả việc đã xong.'
  static override description = 'Mã thoát 1 khi có việc quá hạn.'
  static override flags = {
    workspace: workspaceFlag,
    system: Flags.string({summary: 'Chỉ của hệ thống này.'}),
    all: Flags.boolean({summary: 'Cả việc đã xong hoặc không làm nữa.'}),
    overdue: Flags.boolean({summary: 'Chỉ việc quá hạn.', exclusive: ['all']}),
    on: onFlag,
  }

  async run(): Promise<unknown> {
    const {flags} = await this.parse(TaskList)
    const on = dayFrom(flags.on, new Date())
    const [{listTasks, taskLines}, {findSystem}, {readRegister}, {isOpen}] = await Promise.all([
      import('../../cli/answers-task.ts'),
      import('../../audit/find-system.ts'),
      import('../../cli/edit-register.ts'),
      import('../../register-answers/task-rules.ts'),
    ])
    const folder = resolve(flags.workspace)
    const register = await readRegister(folder)
    if (flags.system !== undefined) findSystem(register, flags.system, folder)
    const own = listTasks(register, on).filter(({system}) => flags.system === undefined || system === flags.system)
    const tasks = own
      .filter((item) => (flags.overdue ? item.overdue : flags.all || isOpen(item)))
      .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
    const overdue = own.filter((item) => item.overdue).length
    process.exitCode = overdue > 0 ? 1 : 0
    if (!this.jsonEnabled()) {
      if (tasks.length === 0) this.log(this.say({vi: 'Không có việc nào.', en: 'No tasks.'}))
      for (const item of tasks) for (const line of taskLines(item, this.language)) this.log(line)
      if (overdue > 0) this.log(this.say({vi: `\n${overdue} việc QUÁ HẠN.`, en: `\n${overdue} tasks OVERDUE.`}))
    }
    return {on, overdue, tasks}
  }
}
