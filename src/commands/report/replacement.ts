import {join, resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'

export default class Replacement extends BaseCommand {
  static override summary = 'Rà soát thiết bị đầu cuối không còn bảo đảm, đề xuất nâng cấp hoặc thay thế: DOCX, PDF, XLSX.'
  static override description =
    'Phương án do công cụ đề xuất theo dữ liệu thu thập; phương án, năm, dự toán ghi ở sổ thiết bị (device edit) được dùng thay.'
  static override examples = [
    '<%= config.bin %> report replacement',
    '<%= config.bin %> report replacement --on 2026-12-14 --out ./bao-cao',
  ]
  static override flags = {
    workspace: workspaceFlag,
    on: dayFlag,
    out: Flags.string({summary: 'Thư mục ghi báo cáo (mặc định: reports/thay-the-NĂM trong thư mục làm việc).'}),
    force: Flags.boolean({summary: 'Ghi đè cả tệp đã được sửa bằng tay sau lần lập trước.'}),
  }

  async run(): Promise<unknown> {
    const {flags} = await this.parse(Replacement)
    const on = dayFrom(flags.on, new Date())
    const folder = resolve(flags.workspace)
    const [
      {loadContent},
      {loadReplacementRules, loadReplacementWords},
      {deriveReplacement},
      {renderReport},
      {composeReplacement},
      {createProgress},
      {replacementDocument, replacementLines},
      {writeReportFiles},
      {loadRegisterWords},
      {expectedFields},
    ] = await Promise.all([
      import('../../content/content.ts'),
      import('../../content/load-replacement.ts'),
      import('../../audit/make-replacement.ts'),
      import('../../audit/render-report.ts'),
      import('../../report/replacement/compose.ts'),
      import('../../cli/progress.ts'),
      import('../../cli/replacement-lines.ts'),
      import('../../cli/write-report-files.ts'),
      import('../../content/load-register-words.ts'),
      import('../../register/fields.ts'),
    ])
    const words = loadReplacementWords()
    const {signal} = this.interrupted
    const progress = createProgress(!this.jsonEnabled())
    try {
      const values = await deriveReplacement({folder, on, content: loadContent(), rules: loadReplacementRules(), words, signal})
      const {device} = (await loadRegisterWords(expectedFields())).kinds
      const kinds = Object.fromEntries(Object.entries(device.fields['kind']?.choices ?? {}).map(([kind, {vi}]) => [kind, vi]))
      const files = await renderReport(composeReplacement({values, words, kinds}), (format) =>
        progress.show(this.say({vi: `Đang lập ${format.toUpperCase()}`, en: `Writing ${format.toUpperCase()}`})),
      )
      signal.throwIfAborted()
      const name = `thay-the-${on.slice(0, 4)}`
      const out = flags.out === undefined ? join(folder, 'reports', name) : resolve(flags.out)
      const written = await writeReportFiles(out, name, files, flags.force)
      progress.clear()
      if (!this.jsonEnabled()) for (const line of replacementLines(values, words, written, this.language)) this.log(line)
      if (values.rows.length + values.missing.length + values.software.rows.length > 0) process.exitCode = 1
      return replacementDocument(values, written)
    } finally {
      progress.clear()
    }
  }
}
