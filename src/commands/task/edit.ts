import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {taskFlags} from '../../cli/answers-flags.ts'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'

export default class TaskEdit extends BaseCommand {
  static override summary = 'Sửa một việc đang mở: phân công, gia hạn, ghi hiện trạng.'
  static override args = {id: Args.string({description: 'Mã việc.', required: true})}
  static override flags = {workspace: workspaceFlag, ...taskFlags, doing: Flags.boolean({summary: 'Đã bắt đầu làm.'})}

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(TaskEdit)
    const {editTask, listTasks, taskDetailLines} = await import('../../cli/answers-task.ts')
    const task = await editTask(resolve(flags.workspace), args.id, flags, flags.doing)
    if (!this.jsonEnabled())
      for (const item of listTasks({tasks: [task]}, task.openedOn)) for (const line of taskDetailLines(item, this.language)) this.log(line)
    return {task}
  }
}
