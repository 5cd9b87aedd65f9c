import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand} from '../../cli/base-command.ts'

export default class RoundKit extends BaseCommand {
  static override summary = 'Ghi bộ thu thập (collect.cmd) ra USB cho máy không cài được tác tử.'
  static override examples = ['<%= config.bin %> round kit E:\\stp-sec', '<%= config.bin %> round kit E:\\bmnn --minimal']
  static override args = {folder: Args.string({description: 'Thư mục trên USB.', required: true})}
  static override flags = {
    minimal: Flags.boolean({summary: 'Bản tối thiểu cho máy xử lý bí mật nhà nước: không lấy gì về người dùng và thiết bị khác.'}),
  }

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(RoundKit)
    const [{writeRoundKit}, {toolVersion}] = await Promise.all([import('../../cli/round-kit.ts'), import('../../version.ts')])
    const folder = resolve(args.folder)
    const profile = flags.minimal ? 'minimal' : 'full'
    const files = await writeRoundKit(folder, profile, toolVersion)
    if (!this.jsonEnabled()) {
      this.log(this.say({vi: `Đã ghi bộ thu thập vào ${folder}: ${files.join(', ')}`, en: `The kit is in ${folder}: ${files.join(', ')}`}))
      this.log(
        this.say({
          vi: 'Chạy collect.cmd trên từng máy rồi nhập: stp-sec import THƯ_MỤC',
          en: 'Run collect.cmd on each PC, then: stp-sec import FOLDER',
        }),
      )
    }
    return {folder, profile, files}
  }
}
