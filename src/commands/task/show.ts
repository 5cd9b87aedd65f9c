import {resolve} from 'node:path'
import {Args} from '@oclif/core'
import {onFlag} from '../../cli/answers-flags.ts'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFrom} from '../../cli/day-flag.ts'

export default class TaskShow extends BaseCommand {
  static override summary = 'Xem một việc khắc phục: sáu rõ, trước và sau, tài liệu chứng minh.'
  static override args = {id: Args.string({description: 'Mã việc.', required: true})}
  static override flags = {workspace: workspaceFlag, on: onFlag}

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(TaskShow)
    const [{findTask, listTasks, taskDetailLines}, {readRegister}] = await Promise.all([
      import('../../cli/answers-task.ts'),
      import('../../cli/edit-register.ts'),
    ])
    const folder = resolve(flags.workspace)
    const task = findTask(listTasks(await readRegister(folder), dayFrom(flags.on, new Date())), args.id, folder)
    if (!this.jsonEnabled()) for (const line of taskDetailLines(task, this.language)) this.log(line)
    return {task}
  }
}
