import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'

export default class JournalVerify extends BaseCommand {
  static override summary = 'Kiểm tra nhật ký: dòng bị sửa, xóa, chèn, đổi chỗ; nội dung kèm theo bị mất hoặc sửa.'
  static override description = 'Mã thoát 1 khi nhật ký không còn nguyên vẹn.'
  static override flags = {
    workspace: workspaceFlag,
    trusted: Flags.string({summary: 'SỐ_DÒNG:MÃ_BĂM in trong phụ lục bằng chứng của một báo cáo đã ký.'}),
  }
  static override examples = ['<%= config.bin %> journal verify --trusted 57:9f86d081884c7d65']

  async run(): Promise<unknown> {
    const {flags} = await this.parse(JournalVerify)
    const {reportLines, trustedHead, verifyJournal} = await import('../../cli/answers-journal.ts')
    const trusted = flags.trusted === undefined ? undefined : trustedHead(flags.trusted)
    const report = await verifyJournal(resolve(flags.workspace), trusted)
    process.exitCode = report.problems.length > 0 ? 1 : 0
    if (!this.jsonEnabled()) for (const line of reportLines(report, trusted, this.language)) this.log(line)
    return {
      ok: report.problems.length === 0,
      ...report,
      problems: report.problems.map((problem) => ({...problem, message: this.say(problem.message)})),
    }
  }
}
