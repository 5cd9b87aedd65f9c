import {resolve} from 'node:path'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'

export default class AgentOnce extends BaseCommand {
  static override summary = 'Đánh giá máy này một lần như khi chạy theo lịch; diễn biến ghi vào agent/agent.log.'
  static override flags = {workspace: workspaceFlag}

  async run(): Promise<unknown> {
    const {flags} = await this.parse(AgentOnce)
    const folder = resolve(flags.workspace)
    const [{makeAgentFolder}, {openAgentLog}, {runAgentOnce}, {auditDocument}] = await Promise.all([
      import('../../agent/agent-folder.ts'),
      import('../../agent/agent-log.ts'),
      import('../../agent/run-once.ts'),
      import('../../cli/audit-document.ts'),
    ])
    const {language} = this
    const log = openAgentLog(await makeAgentFolder(folder), language)
    const run = await runAgentOnce({folder, language, log, signal: this.interrupted.signal})
    await log.flush()
    if (!run.ok) throw run.error
    const {outcome, on, content} = run
    process.exitCode = outcome.assessments.every(({assessment}) => assessment.conclusion === 'meets') ? 0 : 1
    if (!this.jsonEnabled())
      for (const {assessment} of outcome.assessments)
        this.log(`${assessment.id}: ${content.words.labels.conclusion[assessment.conclusion][language]}`)
    return auditDocument(outcome, on, content.words.notices, language)
  }
}
