import {basename, resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'

export default class RegisterImport extends BaseCommand {
  static override summary = 'Nhập hồ sơ từ sổ tính XLSX hoặc tệp YAML: thêm mục mới, sửa mục đã có, không xóa mục nào.'
  static override examples = ['<%= config.bin %> register import ho-so.xlsx --dry-run', '<%= config.bin %> register import ho-so.xlsx']
  static override args = {file: Args.string({description: 'Tệp XLSX hoặc YAML, nhận ra theo nội dung.', required: true})}
  static override flags = {
    workspace: workspaceFlag,
    'dry-run': Flags.boolean({summary: 'Chỉ thử: nêu lỗi và số mục sẽ đổi, không ghi gì.'}),
  }

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(RegisterImport)
    const path = resolve(args.file)
    const folder = resolve(flags.workspace)
    const [{readRegisterAndOffices}, {registerWords}, {readImportFile}, {importRefused}, {mergeIncoming}] = await Promise.all([
      import('../../cli/register-read.ts'),
      import('../../cli/register-words.ts'),
      import('../../cli/register-import.ts'),
      import('../../cli/register-refused.ts'),
      import('../../register/merge.ts'),
    ])
    const [{register, offices}, words] = await Promise.all([readRegisterAndOffices(folder), registerWords()])
    const file = await readImportFile(path, words)
    let merged = mergeIncoming(register, file.incoming, offices)
    const problems = [...file.problems, ...merged.problems]
    if (problems.length > 0) throw importRefused(path, problems)
    const dryRun = flags['dry-run'] === true
    if (!dryRun && changes(merged.counts) > 0) {
      const {editRegister} = await import('../../cli/edit-register.ts')
      const edit = {folder, command: 'stp-sec register import', action: 'register.import', object: `file ${basename(path)}`}
      await editRegister(edit, (current) => {
        // Others may have written since: what they did is merged with, and checked against, once more.
        merged = mergeIncoming(current, file.incoming, offices)
        if (merged.problems.length > 0) throw importRefused(path, merged.problems)
        return merged.register
      })
    }
    const {noticesOfMissingFiles} = await import('../../cli/register-file.ts')
    const notices = [...file.notices, ...(await noticesOfMissingFiles(folder, file.incoming))]
    if (!this.jsonEnabled()) this.print(merged.counts, notices, dryRun, words)
    const {counts} = merged
    return {
      file: path,
      format: file.format,
      dryRun,
      written: !dryRun && changes(counts) > 0,
      counts,
      notices: notices.map((notice) => this.say(notice)),
    }
  }

  private print(counts: Counts, notices: readonly {vi: string; en: string}[], dryRun: boolean, words: Words): void {
    for (const [kind, {added, changed, unchanged, kept}] of Object.entries(counts)) {
      const name = words.kinds[kind as keyof Counts].sheet[this.language]
      this.log(
        this.say({
          vi: `${name}: thêm ${added}, sửa ${changed}, giữ nguyên ${unchanged}${kept > 0 ? `, ngoài tệp ${kept}` : ''}`,
          en: `${name}: ${added} added, ${changed} changed, ${unchanged} unchanged${kept > 0 ? `, ${kept} not in the file` : ''}`,
        }),
      )
    }
    for (const notice of notices) this.log(`${this.say({vi: 'Lưu ý', en: 'Note'})}: ${this.say(notice)}`)
    if (dryRun) this.log(this.say({vi: 'Chỉ thử, chưa ghi gì.', en: 'A trial only; nothing was written.'}))
    else if (changes(counts) === 0) this.log(this.say({vi: 'Không có gì thay đổi.', en: 'Nothing has changed.'}))
  }
}

type Counts = ReturnType<typeof import('../../register/merge.ts').mergeIncoming>['counts']
type Words = Awaited<ReturnType<typeof import('../../cli/register-words.ts').registerWords>>

function changes(counts: Counts): number {
  return Object.values(counts).reduce((total, {added, changed}) => total + added + changed, 0)
}
