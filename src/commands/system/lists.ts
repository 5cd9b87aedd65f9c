import {extname, resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'
import {UserError} from '../../lib/user-error.ts'

export default class SystemLists extends BaseCommand {
  static override summary = 'Lập danh sách kèm hồ sơ cấp độ từ kiểm kê: thiết bị, ứng dụng, dịch vụ, vùng mạng và địa chỉ IP.'
  static override description =
    'Điều 21, 22 Nghị định 331/2026/NĐ-CP. Điều chưa thấy được nêu riêng, không để danh sách trống trông như không có; cột chưa ai khai để trống.'
  static override args = {system: Args.string({description: 'Mã hệ thống trong sổ đăng ký.', required: true})}
  static override flags = {
    workspace: workspaceFlag,
    on: dayFlag,
    out: Flags.string({summary: 'Tệp sẽ ghi; đuôi .xlsx, .yaml hoặc .yml.', required: true}),
    force: Flags.boolean({summary: 'Ghi đè tệp đang có.'}),
  }
  static override examples = [
    '<%= config.bin %> system lists lan-co-so-1 --out danh-sach.xlsx',
    '<%= config.bin %> system lists lan-co-so-1 --on 2026-12-14 --out danh-sach.yaml',
  ]

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(SystemLists)
    const path = resolve(flags.out)
    const format = formatOf(path)
    const on = dayFrom(flags.on, new Date())
    const [{loadContent}, {loadListsWords, takeInventory}, {createProgress}, {writeOutput}] = await Promise.all([
      import('../../content/content.ts'),
      import('../../audit/dossier-lists.ts'),
      import('../../cli/progress.ts'),
      import('../../cli/register-output.ts'),
    ])
    const content = loadContent()
    const words = loadListsWords()
    const progress = createProgress(!this.jsonEnabled())
    try {
      const {inventory} = await takeInventory({
        folder: resolve(flags.workspace),
        system: args.system,
        on,
        content,
        signal: this.interrupted.signal,
        onMachine: (done, total) =>
          progress.show(this.say({vi: `Đang đọc máy ${done + 1}/${total}`, en: `Reading machine ${done + 1}/${total}`})),
      })
      const {lists} = inventory
      const {labels} = content.words
      const bytes = await this.render(lists, words, labels, format)
      const comparable = format === 'yaml' || (await import('../../cli/lists-workbook.ts')).canReadBack(bytes)
      await writeOutput(path, bytes, flags.force)
      progress.clear()
      const [{countsOf}, {listsLines}] = await Promise.all([import('../../dossier-lists/to-sheets.ts'), import('../../cli/lists-lines.ts')])
      if (!this.jsonEnabled()) for (const line of listsLines(lists, words, labels, path, this.language)) this.log(line)
      if (!comparable)
        this.warn(
          this.say({
            vi: 'Tệp quá lớn để "stp-sec system drift" đọc lại (giới hạn 64 MB khi giải nén).',
            en: 'The file is too large for "stp-sec system drift" to read again (the limit is 64 MB unpacked).',
          }),
        )
      return {
        system: lists.system.id,
        on,
        file: path,
        format,
        bytes: bytes.length,
        comparable,
        machines: lists.machines,
        counts: countsOf(lists),
        unseen: lists.unseen,
      }
    } finally {
      progress.clear()
    }
  }

  private async render(
    lists: import('../../dossier-lists/lists.ts').DossierLists,
    words: import('../../dossier-lists/words.ts').ListsWords,
    labels: import('../../model/report-words.ts').Labels,
    format: 'xlsx' | 'yaml',
  ): Promise<Uint8Array> {
    if (format === 'yaml') return (await import('../../cli/lists-file.ts')).writeListsYaml(lists)
    const [{toSheets}, {writeListsWorkbook}] = await Promise.all([
      import('../../dossier-lists/to-sheets.ts'),
      import('../../cli/lists-workbook.ts'),
    ])
    return writeListsWorkbook(toSheets(lists, words, labels, this.language), {title: words.title[this.language], on: lists.on})
  }
}

function formatOf(path: string): 'xlsx' | 'yaml' {
  const extension = extname(path).toLowerCase()
  if (extension === '.xlsx') return 'xlsx'
  if (extension === '.yaml' || extension === '.yml') return 'yaml'
  throw new UserError({
    code: 'unknown-format',
    what: {vi: `Không rõ định dạng của "${path}"`, en: `The format of "${path}" is not known`},
    where: '--out',
    next: {vi: 'Đặt tên tệp có đuôi .xlsx hoặc .yaml.', en: 'Give the file a name that ends in .xlsx or .yaml.'},
  })
}
