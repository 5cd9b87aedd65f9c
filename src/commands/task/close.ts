import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {evidenceFlags} from '../../cli/answers-flags.ts'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'

export default class TaskClose extends BaseCommand {
  static override summary = 'Đóng một việc với kết quả và tài liệu chứng minh; hoặc ghi không làm nữa kèm lý do (--dropped).'
  static override args = {id: Args.string({description: 'Mã việc.', required: true})}
  static override flags = {
    workspace: workspaceFlag,
    after: Flags.string({summary: 'Hiện trạng sau khi khắc phục.'}),
    'closed-on': Flags.string({summary: 'Ngày hoàn thành, YYYY-MM-DD (mặc định: hôm nay).'}),
    dropped: Flags.boolean({summary: 'Không làm nữa; cần --reason.'}),
    reason: Flags.string({summary: 'Lý do không làm nữa.', dependsOn: ['dropped']}),
    ...evidenceFlags,
  }
  static override examples = [
    '<%= config.bin %> task close kp-20261125-3f9a --after "12/12 máy tự khóa sau 15 phút" --evidence "Biên bản nghiệm thu=bb-07.pdf"',
  ]

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(TaskClose)
    const {closeTask, listTasks, taskDetailLines} = await import('../../cli/answers-task.ts')
    const task = await closeTask(resolve(flags.workspace), args.id, flags)
    if (!this.jsonEnabled())
      for (const item of listTasks({tasks: [task]}, task.closedOn ?? ''))
        for (const line of taskDetailLines(item, this.language)) this.log(line)
    return {task}
  }
}
