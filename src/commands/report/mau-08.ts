import {join, resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'

export default class Mau08 extends BaseCommand {
  static override summary = 'Lập báo cáo hằng năm theo Mẫu số 08 (Nghị định 331/2026/NĐ-CP): DOCX, PDF, XLSX.'
  static override description =
    'Mọi ô lấy từ sổ đăng ký và được kiểm tra trước; còn lỗi thì không ghi tệp nào và liệt kê từng lỗi. Hạn gửi: trước ngày 20/12.'
  static override examples = ['<%= config.bin %> report mau-08 --year 2026 --out ./bao-cao', '<%= config.bin %> report mau-08 --draft']
  static override flags = {
    workspace: workspaceFlag,
    year: Flags.integer({summary: 'Năm báo cáo (mặc định: năm hiện tại).', min: 1900, max: 9999}),
    on: dayFlag,
    out: Flags.string({summary: 'Thư mục ghi báo cáo (mặc định: reports/mau-08-NĂM trong thư mục làm việc).'}),
    draft: Flags.boolean({summary: 'Còn lỗi vẫn ghi bản dự thảo: ô thiếu ghi "(thiếu)", trang đầu ghi rõ là dự thảo.'}),
    'count-drafts': Flags.boolean({summary: 'Tính cả hồ sơ đang dự thảo vào "đã xây dựng hồ sơ đề xuất cấp độ".'}),
    force: Flags.boolean({summary: 'Ghi đè cả tệp đã được sửa bằng tay sau lần lập trước.'}),
  }

  async run(): Promise<unknown> {
    const {flags} = await this.parse(Mau08)
    // Thousands of systems make much short-lived text; a young heap that stays small keeps 100 MB of it out of memory.
    const {setFlagsFromString} = await import('node:v8')
    setFlagsFromString('--semi-space-growth-factor=1')
    const on = dayFrom(flags.on, new Date())
    const year = flags.year ?? Number(on.slice(0, 4))
    const folder = resolve(flags.workspace)
    const [{loadContent}, {loadMau08Words}, {checkMau08, renderMau08}, {createProgress}, {mau08Document, mau08Lines}] = await Promise.all([
      import('../../content/content.ts'),
      import('../../content/load-mau-08.ts'),
      import('../../audit/make-mau-08.ts'),
      import('../../cli/progress.ts'),
      import('../../cli/mau-08-lines.ts'),
    ])
    const content = loadContent()
    const words = loadMau08Words()
    const progress = createProgress(!this.jsonEnabled())
    try {
      const countDrafts = flags['count-drafts']
      const checked = await checkMau08({folder, year, on, countDrafts, content, words, signal: this.interrupted.signal})
      const hasErrors = checked.issues.some(({severity}) => severity === 'error')
      let written: string[] = []
      if (!hasErrors || flags.draft) {
        const files = await renderMau08(checked, words, content.words.labels, (format) =>
          progress.show(this.say({vi: `Đang lập ${format.toUpperCase()}`, en: `Writing ${format.toUpperCase()}`})),
        )
        this.interrupted.signal.throwIfAborted()
        const {writeReportFiles} = await import('../../cli/write-report-files.ts')
        const out = flags.out === undefined ? join(folder, 'reports', `mau-08-${year}`) : resolve(flags.out)
        const name = hasErrors ? `mau-08-${year}-du-thao` : `mau-08-${year}`
        written = await writeReportFiles(out, name, files, flags.force)
      }
      progress.clear()
      if (!this.jsonEnabled()) for (const line of mau08Lines(checked, words, written, this.language)) this.log(line)
      if (hasErrors) process.exitCode = 1
      return mau08Document(checked, words, written, this.language)
    } finally {
      progress.clear()
    }
  }
}
