import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../cli/base-command.ts'
import {dayFlag, dayFrom} from '../cli/day-flag.ts'
import {currentActor} from '../lib/actor.ts'

export default class Audit extends BaseCommand {
  static override summary = 'Thu thập máy này, chấm theo cấp độ và lập báo cáo đánh giá năm kèm bằng chứng.'
  static override examples = ['<%= config.bin %> audit', '<%= config.bin %> audit --on 2026-12-14 --json']
  static override flags = {
    workspace: workspaceFlag,
    on: dayFlag,
    system: Flags.string({summary: 'Mã hệ thống mà máy này thuộc về (khi sổ đăng ký chưa ghi).'}),
    policy: Flags.string({
      summary:
        'Chấm theo danh mục này; chỉ khi hồ sơ cấp độ của hệ thống còn trong thời hạn chuyển tiếp (mặc định: danh mục đang có hiệu lực).',
    }),
  }

  async run(): Promise<unknown> {
    const {flags} = await this.parse(Audit)
    const now = new Date()
    const on = dayFrom(flags.on, now)
    const [{loadContent}, {runAudit}, {createProgress}, {auditDocument}, {auditSummary}] = await Promise.all([
      import('../content/content.ts'),
      import('../audit/run-audit.ts'),
      import('../cli/progress.ts'),
      import('../cli/audit-document.ts'),
      import('../cli/audit-summary.ts'),
    ])
    const content = loadContent()
    const progress = createProgress(!this.jsonEnabled())
    try {
      const outcome = await runAudit({
        folder: resolve(flags.workspace),
        content,
        now,
        on,
        language: this.language,
        actor: currentActor(),
        system: flags.system,
        policy: flags.policy,
        command: 'stp-sec audit',
        signal: this.interrupted.signal,
        onStep: (step) => {
          if (step.step === 'collect')
            progress.show(
              this.say({
                vi: `Đang thu thập máy này: ${step.done}/${step.total} (${content.words.labels.fact[step.fact].vi})`,
                en: `Collecting this machine: ${step.done}/${step.total} (${content.words.labels.fact[step.fact].en})`,
              }),
            )
          else
            progress.show(
              this.say({
                vi: `${{judge: 'Đang chấm', report: 'Đang lập báo cáo', store: 'Đang lưu'}[step.step]}: ${step.system}`,
                en: `${{judge: 'Judging', report: 'Writing the report', store: 'Storing'}[step.step]}: ${step.system}`,
              }),
            )
        },
      })
      progress.clear()
      if (!this.jsonEnabled()) for (const line of auditSummary(outcome, content, on, this.language)) this.log(line)
      process.exitCode = outcome.assessments.every(({assessment}) => assessment.conclusion === 'meets') ? 0 : 1
      return auditDocument(outcome, on, content.words.notices, this.language)
    } finally {
      progress.clear()
    }
  }
}
