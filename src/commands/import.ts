import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, formatFacing, workspaceFlag} from '../cli/base-command.ts'
import type {ImportedTarget} from '../import/importer.ts'

export default class Import extends BaseCommand {
  static override summary = 'Nhập tệp của công cụ khác: kết quả dò quét mạng, kiểm kê máy. Định dạng được tự nhận ra.'
  static override description =
    'Mỗi tệp đều báo số bản ghi đã đọc, nhận, bỏ qua kèm lý do. Tệp hỏng vẫn giữ phần còn nguyên vẹn (mã thoát 1); tệp không nhận được gì là lỗi (mã thoát 2), các tệp khác vẫn được nhập.'
  static override examples = [
    '<%= config.bin %> import quet-mang.xml --dry-run',
    '<%= config.bin %> import *.xml --json',
    '<%= config.bin %> import tai-san.xlsx --column "Số máy=serial"',
  ]
  static override strict = false
  static override args = {file: Args.string({description: 'Một hoặc nhiều tệp.', required: true})}
  static override flags = {
    workspace: workspaceFlag,
    column: Flags.string({
      multiple: true,
      helpValue: '"TÊN CỘT=TRƯỜNG"',
      summary: 'Ý nghĩa một cột của danh sách tài sản; được nhớ cho lần nhập sau của danh sách cùng tên cột.',
    }),
    kind: Flags.string({helpValue: 'LOẠI', summary: 'Loại thiết bị của mọi dòng, khi danh sách không ghi loại.'}),
    'dry-run': Flags.boolean({summary: 'Chỉ đọc thử và báo kết quả, không ghi gì.'}),
  }

  async run(): Promise<undefined> {
    const {argv, flags} = await this.parse(Import)
    const [{importFiles}, {createImportJson}] = await Promise.all([import('../cli/import-files.ts'), import('../cli/import-json.ts')])
    const {loadImporters} = await import('../cli/load-importers.ts')
    const {givenMapping, readMappings, rememberMappings} = await import('../cli/import-mappings.ts')
    const folder = resolve(flags.workspace)
    const given = givenMapping(flags.column ?? [], flags.kind)
    const importers = loadImporters(given ? [given] : await readMappings(folder))
    const store = flags['dry-run'] ? undefined : await this.openStore(folder)
    const json = this.jsonEnabled() ? createImportJson(writeOut, this.language) : undefined
    try {
      const keeper = store && (await import('../cli/import-store.ts')).createImportStore(store)
      const {createProgress} = await import('../cli/progress.ts')
      const {importLines} = await import('../cli/import-lines.ts')
      const progress = createProgress(!json)
      let taken = 0
      const reports = await importFiles(
        argv as string[],
        importers,
        {
          begin: async (file, format) => json?.begin(file, format),
          take: (found) => {
            if (++taken % 500 === 0) progress.show(this.say({vi: `Đã đọc ${taken} thiết bị`, en: `${taken} devices read`}))
            // Without a store nothing has to be waited for: 65,000 hosts would wait 65,000 times.
            return keeper ? keepOne(keeper, json, found) : json?.target(found)
          },
          end: async (report, source) => {
            progress.clear()
            const stored = await keeper?.end(report, source)
            if (store && given && report.mappings && report.mapped > 0) await rememberMappings(store, report.mappings)
            json?.end(report, stored ?? {})
            if (json) return
            for (const line of importLines(report, stored, this.language)) this.log(line)
            if (report.failure) process.stderr.write(`${formatFacing(report.failure, this.language)}\n`)
          },
        },
        this.interrupted.signal,
      )
      // Nothing that could be read at all: one error, as everywhere.
      const [first] = reports
      if (json && first?.failure && reports.every(({format}) => format === undefined)) throw first.failure
      await json?.finish()
      if (!json && !store) this.log(this.say({vi: 'Chỉ thử, chưa ghi gì.', en: 'A trial only; nothing was written.'}))
      if (reports.some(({failure}) => failure)) process.exitCode = 2
      else if (reports.some(({incomplete}) => incomplete)) process.exitCode = 1
    } finally {
      await store?.close()
    }
  }

  private async openStore(folder: string) {
    const {openToWrite} = await import('../store/folder-store.ts')
    return openToWrite(folder, {command: 'stp-sec import', at: new Date().toISOString(), waitMs: 15_000})
  }
}

type Keeper = ReturnType<typeof import('../cli/import-store.ts').createImportStore>
type Json = ReturnType<typeof import('../cli/import-json.ts').createImportJson>

/** Gives a target its id, prints it, stores it. */
async function keepOne(keeper: Keeper, json: Json | undefined, found: ImportedTarget): Promise<void> {
  const target = await keeper.identify(found)
  await json?.target(target)
  await keeper.take(target)
}

/** Resolves when the bytes are out, so that their memory may be used again; a reader that closed the pipe is no failure here. */
function writeOut(bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => process.stdout.write(bytes, () => resolve()))
}
