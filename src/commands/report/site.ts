import {join, resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'

export default class ReportSite extends BaseCommand {
  static override summary = 'Báo cáo trang đã đo: lỗi, hạng, bằng chứng, cách xem lại, cách khắc phục: DOCX, PDF.'
  static override description =
    'Tính lại từ dữ liệu đã lưu của lần đo mới nhất. Mỗi trang một báo cáo; từ hai trang trở lên có thêm bản tổng hợp theo nội dung và theo đơn vị, không xếp hạng. Không ghi gì thì lấy mọi trang.'
  static override examples = [
    '<%= config.bin %> report site cong-stp',
    '<%= config.bin %> report site https://sotuphap.example.gov.vn/ --format pdf --out ./bao-cao',
    '<%= config.bin %> report site --on 2026-12-14',
  ]
  static override strict = false
  static override args = {site: Args.string({description: 'Mã trang trong sổ, hoặc địa chỉ đã đo.'})}
  static override flags = {
    workspace: workspaceFlag,
    on: dayFlag,
    format: Flags.option({options: ['docx', 'pdf'] as const, multiple: true})({
      summary: 'Chỉ dạng này; ghi nhiều lần được.',
      helpValue: 'DẠNG',
    }),
    out: Flags.string({aliases: ['output'], summary: 'Thư mục ghi báo cáo (mặc định: reports/trang trong thư mục làm việc).'}),
    force: Flags.boolean({summary: 'Ghi đè cả tệp đã được sửa bằng tay sau lần lập trước.'}),
  }

  async run(): Promise<unknown> {
    const {argv, flags} = await this.parse(ReportSite)
    const on = dayFrom(flags.on, new Date())
    const folder = resolve(flags.workspace)
    const {language} = this
    const {signal} = this.interrupted
    const [{writeSiteReport}, {siteReportLines}, {createProgress}] = await Promise.all([
      import('../../cli/write-site-report.ts'),
      import('../../cli/site-report-lines.ts'),
      import('../../cli/progress.ts'),
    ])
    const progress = createProgress(!this.jsonEnabled())
    try {
      const {report, words, written} = await writeSiteReport({
        folder,
        sites: argv as string[],
        on,
        language,
        formats: flags.format ?? ['docx', 'pdf'],
        out: flags.out === undefined ? join(folder, 'reports', 'trang') : resolve(flags.out),
        force: flags.force,
        keepAll: this.jsonEnabled(),
        signal,
        onSite: (host) => progress.show(this.say({vi: `Đang lập báo cáo ${host}`, en: `Writing the report of ${host}`})),
      })
      progress.clear()
      const {sites, unmeasured} = report
      if (!this.jsonEnabled()) for (const line of siteReportLines(report, written, words, language)) this.log(line)
      if (unmeasured.length > 0 || sites.some(({counts}) => counts.fail + counts.unknown > 0)) process.exitCode = 1
      return {schema: 'stp-sec/site-report/1', on, sites, unmeasured, files: written}
    } finally {
      progress.clear()
    }
  }
}
