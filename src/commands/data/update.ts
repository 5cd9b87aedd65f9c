import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, formatFacing, workspaceFlag} from '../../cli/base-command.ts'
import {stepBackFlags} from '../../cli/data-flags.ts'

export default class DataUpdate extends BaseCommand {
  static override summary = 'Tải các bộ dữ liệu mới qua HTTPS. Không có Internet thì dùng "data import".'
  static override description =
    'Địa chỉ cố định trong policies/data-sources.yaml; không đi theo chuyển hướng sang máy chủ khác; có giới hạn kích thước và thời gian; theo proxy trong biến môi trường HTTPS_PROXY, NO_PROXY. Tệp tải về được kiểm tra như khi nạp bằng tay.'
  static override examples = ['<%= config.bin %> data update', '<%= config.bin %> data update kev --json']
  static override strict = false
  static override args = {set: Args.string({description: 'kev, lifecycle, windows-builds; bỏ trống: mọi bộ có địa chỉ.'})}
  static override flags = {
    workspace: workspaceFlag,
    url: Flags.string({helpValue: 'ĐỊA_CHỈ', summary: 'Lấy từ địa chỉ này (https; chỉ khi nêu đúng một bộ).'}),
    sha256: Flags.string({helpValue: 'MÃ_BĂM', summary: 'SHA-256 mà tệp phải có (chỉ khi nêu đúng một bộ).'}),
    timeout: Flags.integer({summary: 'Thời gian tối đa cho mỗi bộ, giây.', default: 120, min: 1, max: 3600}),
    ...stepBackFlags,
  }

  async run(): Promise<unknown> {
    const {argv, flags} = await this.parse(DataUpdate)
    const [{outcomeJson, takeInData}, {updateItems}, {outcomeLines}, {createProgress}] = await Promise.all([
      import('../../cli/data-run.ts'),
      import('../../cli/data-update.ts'),
      import('../../cli/data-lines.ts'),
      import('../../cli/progress.ts'),
    ])
    const progress = createProgress(!this.jsonEnabled())
    const outcomes = await takeInData({
      folder: resolve(flags.workspace),
      command: 'stp-sec data update',
      allowed: {older: flags['allow-older'], smaller: flags['allow-smaller']},
      items: updateItems(argv as string[], {
        url: flags.url,
        sha256: flags.sha256,
        timeoutMs: flags.timeout * 1000,
        signal: this.interrupted.signal,
        onStart: (set) => progress.show(this.say({vi: `Đang tải ${set}`, en: `Fetching ${set}`})),
      }),
    }).finally(() => progress.clear())
    const [only] = outcomes
    if (outcomes.length === 1 && only?.ok === false) throw only.failure
    for (const outcome of outcomes) {
      if (this.jsonEnabled()) continue
      for (const line of outcomeLines(outcome, this.language)) this.log(line)
      if (!outcome.ok) process.stderr.write(`${formatFacing(outcome.failure, this.language)}\n`)
    }
    if (outcomes.some(({ok}) => !ok)) process.exitCode = 2
    return {sets: outcomes.map((outcome) => outcomeJson(outcome, this.language))}
  }
}
