import {resolve} from 'node:path'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'

export default class AgentRun extends BaseCommand {
  static override summary = 'Chạy thường trực: lặp lại việc đánh giá máy này theo lịch trong thư mục làm việc.'
  static override flags = {workspace: workspaceFlag}

  async run(): Promise<unknown> {
    // A service manager stops with SIGTERM: a clean end, not a failure. The listener stays: were it gone at the first signal,
    // write-file-atomic, which also listens while it writes, would take the signal for one that nobody handles and end us.
    const stop = new AbortController()
    process.on('SIGTERM', () => stop.abort())
    const {flags} = await this.parse(AgentRun)
    const [{runAgent}, {localTime}] = await Promise.all([import('../../agent/agent.ts'), import('../../agent/local-time.ts')])
    const folder = resolve(flags.workspace)
    await runAgent({
      folder,
      language: this.language,
      signal: AbortSignal.any([this.interrupted.signal, stop.signal]),
      onStarted: (next) => {
        if (this.jsonEnabled()) return
        const [at, log] = [localTime(next), `${folder}/agent/agent.log`]
        this.logToStderr(this.say({vi: `Đã bắt đầu, lần chạy tới ${at}; nhật ký: ${log}`, en: `Started, next run ${at}; log: ${log}`}))
      },
    })
    if (this.interrupted.signal.aborted) process.exitCode = 130
    return {stopped: true, workspace: folder}
  }
}
