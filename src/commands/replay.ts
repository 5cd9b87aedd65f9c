import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../cli/base-command.ts'
import {dayFlag, dayFrom} from '../cli/day-flag.ts'

export default class Replay extends BaseCommand {
  static override summary = 'Chấm lại dữ liệu đã lưu theo danh mục khác, đặt cạnh danh mục đang có hiệu lực ngày đó.'
  static override description =
    'Lấy dữ liệu mới nhất của từng máy đến hết ngày --on; không thu thập, không ghi gì. Mã thoát 0 khi mọi hệ thống đáp ứng theo danh mục được hỏi, 1 khi chưa.'
  static override flags = {
    workspace: workspaceFlag,
    policy: Flags.string({summary: 'Mã danh mục để chấm lại, ví dụ tcvn-11930-2017.', required: true}),
    on: dayFlag,
    system: Flags.string({summary: 'Chỉ hệ thống này (mặc định: mọi hệ thống có cấp độ và có máy).'}),
  }
  static override examples = [
    '<%= config.bin %> replay --policy tcvn-11930-2017 --on 2026-12-14',
    '<%= config.bin %> replay --policy tcvn-14423-2026 --on 2026-07-10 --system lan-co-so-1 --json',
  ]

  async run(): Promise<unknown> {
    const {flags} = await this.parse(Replay)
    const on = dayFrom(flags.on, new Date())
    const [{loadContent}, {replay}, {createProgress}] = await Promise.all([
      import('../content/content.ts'),
      import('../audit/replay.ts'),
      import('../cli/progress.ts'),
    ])
    const content = loadContent()
    const progress = createProgress(!this.jsonEnabled())
    try {
      const result = await replay({
        folder: resolve(flags.workspace),
        policy: flags.policy,
        on,
        system: flags.system,
        content,
        signal: this.interrupted.signal,
        onMachine: (system, done, total) => progress.show(`${system}: ${done + 1}/${total}`),
      })
      progress.clear()
      process.exitCode = result.systems.every(({replayed}) => replayed.conclusion === 'meets') ? 0 : 1
      if (!this.jsonEnabled()) {
        const {replayLines} = await import('../cli/replay-lines.ts')
        for (const line of replayLines(result, content, this.language)) this.log(line)
      }
      return this.document(result, content.words.notices)
    } finally {
      progress.clear()
    }
  }

  private async document(
    result: Awaited<ReturnType<typeof import('../audit/replay.ts').replay>>,
    notices: import('../model/report-words.ts').NoticeWords,
  ): Promise<unknown> {
    const {noticeText} = await import('../cli/audit-document.ts')
    const sideOf = ({reason, warnings, ...side}: (typeof result)['systems'][number]['inForce']) => ({
      ...side,
      reason: this.say(reason),
      warnings: warnings.map((notice) => ({code: notice.code, message: noticeText(notice, notices, this.language)})),
    })
    return {
      schema: 'stp-sec/replay/1',
      ...result,
      systems: result.systems.map((item) => ({...item, inForce: sideOf(item.inForce), replayed: sideOf(item.replayed)})),
    }
  }
}
