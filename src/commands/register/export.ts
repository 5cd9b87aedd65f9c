import {extname, resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {UserError} from '../../lib/user-error.ts'

export default class RegisterExport extends BaseCommand {
  static override summary = 'Xuất hồ sơ ra một sổ tính XLSX hoặc một tệp YAML; nhập lại được nguyên vẹn.'
  static override examples = ['<%= config.bin %> register export ho-so.xlsx', '<%= config.bin %> register export ho-so.yaml']
  static override args = {file: Args.string({description: 'Tệp sẽ ghi; đuôi .xlsx, .yaml hoặc .yml.', required: true})}
  static override flags = {
    workspace: workspaceFlag,
    force: Flags.boolean({summary: 'Ghi đè tệp đang có.'}),
  }

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(RegisterExport)
    const path = resolve(args.file)
    const format = formatOf(path)
    const [{readRegister}, {registerWords}, {exportRegister}, {writeOutput}, {entriesOf}, {entryKinds}] = await Promise.all([
      import('../../cli/edit-register.ts'),
      import('../../cli/register-words.ts'),
      import('../../cli/register-export.ts'),
      import('../../cli/register-output.ts'),
      import('../../register/kinds.ts'),
      import('../../model/register-words.ts'),
    ])
    const [register, words] = await Promise.all([readRegister(resolve(flags.workspace)), registerWords()])
    const bytes = await exportRegister(register, format, words, this.language)
    await writeOutput(path, bytes, flags.force)
    const counts = Object.fromEntries(entryKinds.map((kind) => [kind, entriesOf(register, kind).length]))
    if (!this.jsonEnabled()) {
      this.log(this.say({vi: `Đã xuất: ${path}`, en: `Exported: ${path}`}))
      for (const kind of entryKinds) this.log(`  ${words.kinds[kind].sheet[this.language]}: ${counts[kind]}`)
    }
    return {file: path, format, bytes: bytes.length, counts}
  }
}

function formatOf(path: string): 'xlsx' | 'yaml' {
  const extension = extname(path).toLowerCase()
  if (extension === '.xlsx') return 'xlsx'
  if (extension === '.yaml' || extension === '.yml') return 'yaml'
  throw new UserError({
    code: 'unknown-format',
    what: {vi: `Không rõ định dạng của "${path}"`, en: `The format of "${path}" is not known`},
    where: 'stp-sec register export',
    next: {vi: 'Đặt tên tệp có đuôi .xlsx hoặc .yaml.', en: 'Give the file a name that ends in .xlsx or .yaml.'},
  })
}
