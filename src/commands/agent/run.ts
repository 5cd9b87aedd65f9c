import {resolve} from 'node:path'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {formatMoment} from '../../lib/dates.ts'

export default class AgentRun extends BaseCommand {
  static override summary = 'Chạy thường trực: lặp lại việc đánh giá máy này theo lịch trong thư mục làm việc.'
  static override flags = {workspace: workspaceFlag}

  async run(): Promise<unknown> {
    const {flags} = await this.parse(AgentRun)
    const {runAgent} = await import('../../agent/agent.ts')
    const folder = resolve(flags.workspace)
    // A service manager stops with SIGTERM: a clean end, not a failure.
    const stop = new AbortController()
    process.once('SIGTERM', () => stop.abort())
    const signal = AbortSignal.any([this.interrupted.signal, stop.signal])
    await runAgent({
      folder,
      clock: () => new Date(),
      signal,
      onStarted: (next) => {
        if (!this.jsonEnabled())
          this.logToStderr(
            this.say({
              vi: `Đã bắt đầu, lần chạy tới ${next ? formatMoment(next.toISOString()) : '–'}; nhật ký: ${folder}/agent/agent.log`,
              en: `Started, next run ${next?.toISOString() ?? '–'}; log: ${folder}/agent/agent.log`,
            }),
          )
      },
    })
    if (this.interrupted.signal.aborted) process.exitCode = 130
    return {stopped: true, workspace: folder}
  }
}
