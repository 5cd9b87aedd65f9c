import {resolve} from 'node:path'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayOf} from '../../lib/dates.ts'

export default class AgentOnce extends BaseCommand {
  static override summary = 'Đánh giá máy này một lần như khi chạy theo lịch; diễn biến ghi vào agent/agent.log.'
  static override flags = {workspace: workspaceFlag}

  async run(): Promise<unknown> {
    const {flags} = await this.parse(AgentOnce)
    const folder = resolve(flags.workspace)
    const [{openAgentLog}, {runAgentOnce}, {openToRead}, {loadWords}, {defaultContentRoot}, {auditDocument}] = await Promise.all([
      import('../../agent/agent-log.ts'),
      import('../../agent/run-once.ts'),
      import('../../store/folder-store.ts'),
      import('../../content/load-reports.ts'),
      import('../../content/files.ts'),
      import('../../cli/audit-document.ts'),
    ])
    // Unlike `audit`, the agent never makes a sample: a workspace must be there.
    await (await openToRead(folder)).close()
    const log = await openAgentLog(folder)
    const started = new Date()
    const {outcome, error} = await runAgentOnce(folder, log, () => new Date(), this.interrupted.signal).finally(() => log.close())
    if (!outcome) throw error
    process.exitCode = outcome.assessments.every(({assessment}) => assessment.conclusion === 'meets') ? 0 : 1
    if (!this.jsonEnabled()) for (const {assessment} of outcome.assessments) this.log(`${assessment.id}: ${assessment.conclusion}`)
    return auditDocument(outcome, dayOf(started.getTime()), loadWords(defaultContentRoot).notices, this.language)
  }
}
