import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {taskFlags} from '../../cli/answers-flags.ts'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'

export default class TaskAdd extends BaseCommand {
  static override summary = 'Giao một việc khắc phục đủ sáu rõ: người, việc, trách nhiệm, thẩm quyền, thời gian, kết quả.'
  static override args = {system: Args.string({description: 'Mã hệ thống, ví dụ lan-co-so-1.'})}
  static override flags = {
    workspace: workspaceFlag,
    ...taskFlags,
    id: Flags.string({summary: 'Mã của việc (mặc định: tự đặt).'}),
    'from-assessment': Flags.string({
      summary: 'Đề xuất việc từ lần đánh giá mới nhất của hệ thống này; người, trách nhiệm, thẩm quyền để trống chờ phân công.',
    }),
    'dry-run': Flags.boolean({summary: 'Chỉ xem đề xuất, không ghi.', dependsOn: ['from-assessment']}),
  }
  static override examples = [
    '<%= config.bin %> task add lan-co-so-1 --requirement ch.khoa-phien --person "Trần Văn B" --work "Bật khóa màn hình 15 phút trên mọi máy" --responsibility "Văn phòng Sở" --authority "Chánh Văn phòng" --due 2026-12-31 --result "Mọi máy tự khóa sau 15 phút"',
    '<%= config.bin %> task add --from-assessment lan-co-so-1',
  ]

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(TaskAdd)
    const folder = resolve(flags.workspace)
    const {addTask, listTasks, taskDetailLines, taskLines} = await import('../../cli/answers-task.ts')
    if (flags['from-assessment'] === undefined) {
      const {requireFlags} = await import('../../cli/answers-entry.ts')
      if (args.system === undefined)
        requireFlags({}, {'from-assessment': {vi: 'mã hệ thống, hoặc', en: 'the id of a system, or'}}, 'stp-sec task add')
      const added = await addTask(folder, args.system ?? '', flags)
      if (!this.jsonEnabled()) {
        this.log(this.say({vi: `Đã giao việc ${added.id}:`, en: `Task ${added.id} entered:`}))
        for (const item of listTasks({tasks: [added]}, added.openedOn))
          for (const line of taskDetailLines(item, this.language)) this.log(line)
      }
      return {task: added}
    }
    const {proposeFromAssessment} = await import('../../cli/answers-propose.ts')
    const {assessment, tasks} = await proposeFromAssessment(folder, flags['from-assessment'], this.language, !flags['dry-run'])
    if (!this.jsonEnabled()) {
      this.log(
        this.say({
          vi: `${tasks.length} việc đề xuất từ lần đánh giá ${assessment}${flags['dry-run'] ? ' (chưa ghi)' : ''}:`,
          en: `${tasks.length} tasks proposed after ${assessment}${flags['dry-run'] ? ' (not entered)' : ''}:`,
        }),
      )
      for (const item of listTasks({tasks}, tasks[0]?.openedOn ?? '')) for (const line of taskLines(item, this.language)) this.log(line)
      if (tasks.length > 0 && !flags['dry-run'])
        this.log(
          this.say({
            vi: 'Phân công từng việc: stp-sec task edit MÃ --person ... --responsibility ... --authority ...',
            en: 'Assign each: stp-sec task edit ID --person ... --responsibility ... --authority ...',
          }),
        )
    }
    return {assessment, entered: !flags['dry-run'], tasks}
  }
}
