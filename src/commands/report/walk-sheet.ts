import {join, resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'

export default class WalkSheet extends BaseCommand {
  static override summary = 'Phiếu đi kiểm tra thiết bị lạ của một trụ sở, một trang A4: DOCX, PDF.'
  static override examples = ['<%= config.bin %> report walk-sheet --office tru-so-2']
  static override flags = {
    workspace: workspaceFlag,
    on: dayFlag,
    office: Flags.string({required: true, helpValue: 'MÃ', summary: 'Trụ sở.'}),
    out: Flags.string({summary: 'Thư mục ghi phiếu (mặc định: reports/thiet-bi-la trong thư mục làm việc).'}),
    force: Flags.boolean({summary: 'Ghi đè cả tệp đã được sửa bằng tay sau lần lập trước.'}),
  }

  async run(): Promise<unknown> {
    const {flags} = await this.parse(WalkSheet)
    const on = dayFrom(flags.on, new Date())
    const folder = resolve(flags.workspace)
    const [{loadContent}, {loadWalkSheetWords}, {walkSheetValues}, {renderWalkSheet}, {writeReportFiles}] = await Promise.all([
      import('../../content/content.ts'),
      import('../../content/load-walk-sheet-words.ts'),
      import('../../cli/walk-sheet-values.ts'),
      import('../../audit/render-walk-sheet.ts'),
      import('../../cli/write-report-files.ts'),
    ])
    const values = await walkSheetValues(folder, flags.office, on, loadContent())
    const files = await renderWalkSheet(values, loadWalkSheetWords())
    this.interrupted.signal.throwIfAborted()
    const out = flags.out === undefined ? join(folder, 'reports', 'thiet-bi-la') : resolve(flags.out)
    const written = await writeReportFiles(out, `${values.office.id}-${on}`, files, flags.force)
    const {counts} = values
    if (!this.jsonEnabled()) {
      this.log(
        this.say({
          vi: `${values.office.name}: ${counts.strange} thiết bị lạ, ${counts.ask} chưa chắc trong ${counts.all} thiết bị đã thấy.`,
          en: `${values.office.name}: ${counts.strange} strange, ${counts.ask} not sure of ${counts.all} devices seen.`,
        }),
      )
      for (const file of written) this.log(`  ${file}`)
    }
    if (counts.strange + counts.ask > 0) process.exitCode = 1
    const {workspace: _, ...shown} = values
    return {schema: 'stp-sec/walk-sheet/1', ...shown, files: written}
  }
}
