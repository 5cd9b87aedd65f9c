import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dataSetIds} from '../../model/data-sets.ts'

export default class DataRollback extends BaseCommand {
  static override summary = 'Quay về bản dữ liệu nạp trước đó (giữ ba bản gần nhất).'
  static override examples = ['<%= config.bin %> data rollback kev', '<%= config.bin %> data rollback kev --to 2026-08-07']
  static override args = {set: Args.option({options: dataSetIds})({description: 'Bộ dữ liệu.', required: true})}
  static override flags = {
    workspace: workspaceFlag,
    to: Flags.string({helpValue: 'NGÀY|MÃ_BĂM', summary: 'Bản có ngày dữ liệu này, hoặc có mã băm bắt đầu như vậy.'}),
  }

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(DataRollback)
    const {rollBack} = await import('../../cli/data-rollback.ts')
    const done = await rollBack(resolve(flags.workspace), args.set, flags.to)
    const {set, version, previous} = done
    if (!this.jsonEnabled())
      this.log(
        this.say({
          vi: `${set}: đang dùng dữ liệu ngày ${version.asOf} (trước đó: ${previous.asOf}).`,
          en: `${set}: data of ${version.asOf} is in use (before: ${previous.asOf}).`,
        }),
      )
    return done
  }
}
