import {basename, resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, formatFacing, workspaceFlag} from '../../cli/base-command.ts'
import {stepBackFlags} from '../../cli/data-flags.ts'
import {printable} from '../../data-sets/printable.ts'
import {UserError} from '../../lib/user-error.ts'

export default class DataImport extends BaseCommand {
  static override summary =
    'Nạp bộ dữ liệu từ tệp chép bằng tay: KEV của CISA, endoflife.date, bảng bản dựng Windows. Định dạng được tự nhận ra.'
  static override description =
    'Tệp được kiểm tra kích thước, cấu trúc, mã băm, ngày dữ liệu và số mục; tệp không đạt thì không có gì thay đổi (mã thoát 2). Mã băm lấy từ --sha256 hoặc tệp TÊN_TỆP.sha256 đặt cạnh.'
  static override examples = [
    '<%= config.bin %> data import known_exploited_vulnerabilities.json',
    '<%= config.bin %> data import ban-dung-windows.csv --sha256 9f86d081...',
  ]
  static override strict = false
  static override args = {file: Args.string({description: 'Một hoặc nhiều tệp.', required: true})}
  static override flags = {
    workspace: workspaceFlag,
    sha256: Flags.string({helpValue: 'MÃ_BĂM', summary: 'SHA-256 mà tệp phải có (chỉ khi nạp một tệp).'}),
    ...stepBackFlags,
  }

  async run(): Promise<unknown> {
    const {argv, flags} = await this.parse(DataImport)
    const paths = argv as string[]
    if (flags.sha256 !== undefined && paths.length > 1) throw oneFileOnly()
    const [{outcomeJson, takeInData}, {expectedHash, readDataFile}, {outcomeLines}] = await Promise.all([
      import('../../cli/data-run.ts'),
      import('../../cli/data-files.ts'),
      import('../../cli/data-lines.ts'),
    ])
    const outcomes = await takeInData({
      folder: resolve(flags.workspace),
      command: 'stp-sec data import',
      allowed: {older: flags['allow-older'], smaller: flags['allow-smaller']},
      items: [...new Set(paths)].map((path) => ({
        name: path,
        get: async (sources) => ({
          bytes: await readDataFile(path, sources),
          where: path,
          from: printable(basename(path)) || '?',
          expected: await expectedHash(path, flags.sha256),
          carried: 'none',
        }),
      })),
    })
    const [only] = outcomes
    if (outcomes.length === 1 && only?.ok === false) throw only.failure
    for (const outcome of outcomes) {
      if (this.jsonEnabled()) continue
      for (const line of outcomeLines(outcome, this.language)) this.log(line)
      if (!outcome.ok) process.stderr.write(`${formatFacing(outcome.failure, this.language)}\n`)
    }
    if (outcomes.some(({ok}) => !ok)) process.exitCode = 2
    return {files: outcomes.map((outcome) => outcomeJson(outcome, this.language))}
  }
}

function oneFileOnly(): UserError {
  return new UserError({
    code: 'one-file-only',
    what: {vi: 'Một mã băm không thể là của nhiều tệp', en: 'One hash cannot be that of several files'},
    where: '--sha256',
    next: {
      vi: 'Nạp từng tệp, hoặc đặt TÊN_TỆP.sha256 cạnh mỗi tệp.',
      en: 'Import one file at a time, or put NAME.sha256 beside each file.',
    },
  })
}
