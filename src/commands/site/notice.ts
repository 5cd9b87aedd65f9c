import {join, resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'

export default class SiteNotice extends BaseCommand {
  static override summary = 'Trang thông báo cho chủ các trang được kiểm tra: ai, từ địa chỉ nào, hỏi gì, cách xin bỏ ra (HTML).'
  static override description = 'Đăng trang này lên cổng của cơ quan trước đợt kiểm tra. Các con số lấy từ quy tắc mà công cụ tuân theo.'
  static override examples = ['<%= config.bin %> site notice --contact antt@sotuphap.example.gov.vn --source 203.0.113.10']
  static override flags = {
    workspace: workspaceFlag,
    on: dayFlag,
    contact: Flags.string({required: true, helpValue: 'THƯ', summary: 'Địa chỉ thư điện tử để chủ trang liên hệ.'}),
    source: Flags.string({multiple: true, helpValue: 'IP', summary: 'Địa chỉ mà các lượt kiểm tra đi ra; ghi nhiều lần được.'}),
    permission: Flags.string({helpValue: 'VĂN BẢN', summary: 'Văn bản cho phép kiểm tra.'}),
    out: Flags.string({summary: 'Thư mục ghi trang (mặc định: reports/thong-bao trong thư mục làm việc).'}),
    force: Flags.boolean({summary: 'Ghi đè cả tệp đã được sửa bằng tay sau lần lập trước.'}),
  }

  async run(): Promise<unknown> {
    const {flags} = await this.parse(SiteNotice)
    const on = dayFrom(flags.on, new Date())
    const folder = resolve(flags.workspace)
    const [{openToRead}, {probeNoticeValues}, {loadProbeNoticeWords}, {renderProbeNotice}, {writeReportFiles}] = await Promise.all([
      import('../../store/folder-store.ts'),
      import('../../cli/probe-notice-values.ts'),
      import('../../content/load-probe-notice-words.ts'),
      import('../../report/probe-notice/render-html.ts'),
      import('../../cli/write-report-files.ts'),
    ])
    const store = await openToRead(folder)
    const {organisation} = await store.readWorkspace().finally(() => store.close())
    const {language} = this
    const {contact, permission, source = []} = flags
    const values = probeNoticeValues({organisation, contact, permission, sources: source, on, language})
    const page = renderProbeNotice(loadProbeNoticeWords(), values, language)
    const out = flags.out === undefined ? join(folder, 'reports', 'thong-bao') : resolve(flags.out)
    const files = await writeReportFiles(out, 'kiem-tra-trang', new Map([['html', Buffer.from(page)]]), flags.force)
    if (!this.jsonEnabled()) for (const file of files) this.log(file)
    return {schema: 'stp-sec/site-notice/1', on, ...values, files}
  }
}
