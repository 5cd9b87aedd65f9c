import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {onFlag} from '../../cli/answers-flags.ts'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFrom} from '../../cli/day-flag.ts'

export default class AttestWorksheet extends BaseCommand {
  static override summary = 'Xuất các câu hỏi chưa trả lời thành phiếu Excel để điền, rồi nhập lại bằng "attest import".'
  static override args = {system: Args.string({description: 'Mã hệ thống.', required: true})}
  static override flags = {workspace: workspaceFlag, out: Flags.string({summary: 'Tệp .xlsx mới.', required: true}), on: onFlag}

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(AttestWorksheet)
    const on = dayFrom(flags.on, new Date())
    const [{findOpenQuestions}, {findAnswered}, {writeWorksheet}, {readRegister}, {loadContent}, {writeFile}] = await Promise.all([
      import('../../cli/answers-attest.ts'),
      import('../../cli/answers-context.ts'),
      import('../../cli/answers-worksheet.ts'),
      import('../../cli/edit-register.ts'),
      import('../../content/content.ts'),
      import('node:fs/promises'),
    ])
    const folder = resolve(flags.workspace)
    const content = loadContent()
    const register = await readRegister(folder)
    const groups = findOpenQuestions(findAnswered(content, register, args.system, on, folder), register, on)
    const path = resolve(flags.out)
    const bytes = await writeWorksheet(args.system, groups, content.words.labels, this.language)
    await writeFile(path, bytes, {flag: 'wx'}).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
      const {UserError} = await import('../../lib/user-error.ts')
      throw new UserError({
        code: 'file-exists',
        what: {vi: 'Tệp đã có; có thể người khác đang điền', en: 'The file exists; somebody may be filling it'},
        where: path,
        next: {vi: 'Chọn tên khác bằng --out.', en: 'Choose another name with --out.'},
      })
    })
    const count = groups.reduce((sum, group) => sum + group.questions.length, 0)
    if (!this.jsonEnabled()) this.log(this.say({vi: `Đã xuất ${count} câu hỏi: ${path}`, en: `${count} questions written: ${path}`}))
    return {system: args.system, count, path}
  }
}
