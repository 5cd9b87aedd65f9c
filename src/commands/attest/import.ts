import {resolve} from 'node:path'
import {Args} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'

export default class AttestImport extends BaseCommand {
  static override summary = 'Nhập phiếu trả lời đã điền; ghi tất cả hoặc không ghi gì.'
  static override args = {
    system: Args.string({description: 'Mã hệ thống.', required: true}),
    file: Args.string({description: 'Phiếu .xlsx đã điền.', required: true}),
  }
  static override flags = {workspace: workspaceFlag}

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(AttestImport)
    const {importAnswers} = await import('../../cli/answers-import.ts')
    const attestations = await importAnswers(resolve(flags.workspace), args.system, resolve(args.file))
    if (!this.jsonEnabled())
      this.log(this.say({vi: `Đã ghi ${attestations.length} câu trả lời.`, en: `${attestations.length} answers entered.`}))
    return {attestations}
  }
}
