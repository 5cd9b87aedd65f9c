import {join, resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'

export default class Workstation extends BaseCommand {
  static override summary = 'Phiếu kiểm tra một máy trạm, một trang A4 cho người dùng ký: DOCX, PDF.'
  static override examples = [
    '<%= config.bin %> report workstation STP-VP-01',
    '<%= config.bin %> report workstation pc-0123456789ab --out ./phieu',
  ]
  static override args = {machine: Args.string({description: 'Tên hoặc mã máy.', required: true})}
  static override flags = {
    workspace: workspaceFlag,
    on: dayFlag,
    out: Flags.string({summary: 'Thư mục ghi phiếu (mặc định: reports/may-tram trong thư mục làm việc).'}),
    force: Flags.boolean({summary: 'Ghi đè cả tệp đã được sửa bằng tay sau lần lập trước.'}),
  }

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(Workstation)
    const on = dayFrom(flags.on, new Date())
    const folder = resolve(flags.workspace)
    const [
      {loadContent},
      {loadWorkstationWords},
      {deriveWorkstation},
      {renderWorkstation},
      {createShow},
      {workstationLines},
      {writeReportFiles},
    ] = await Promise.all([
      import('../../content/content.ts'),
      import('../../content/load-workstation-words.ts'),
      import('../../audit/make-workstation.ts'),
      import('../../audit/render-workstation.ts'),
      import('../../report/show-value.ts'),
      import('../../cli/workstation-lines.ts'),
      import('../../cli/write-report-files.ts'),
    ])
    const content = loadContent()
    const {labels} = content.words
    const values = await deriveWorkstation({folder, machine: args.machine, on, content, show: createShow(labels, 'vi')})
    const severities = {
      critical: labels.severity.critical.vi,
      high: labels.severity.high.vi,
      medium: labels.severity.medium.vi,
      low: labels.severity.low.vi,
    }
    const files = await renderWorkstation(values, loadWorkstationWords(), severities)
    this.interrupted.signal.throwIfAborted()
    const out = flags.out === undefined ? join(folder, 'reports', 'may-tram') : resolve(flags.out)
    const written = await writeReportFiles(out, `${values.id}-${on}`, files, flags.force)
    if (!this.jsonEnabled()) for (const line of workstationLines(values, written, this.language)) this.log(line)
    if (values.counts.fail > 0 || values.counts.unknown > 0) process.exitCode = 1
    const {workspace: _, ...shown} = values
    return {schema: 'stp-sec/workstation/1', ...shown, files: written}
  }
}
