import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'

export default class EndpointDistinct extends BaseCommand {
  static override summary = 'Xác nhận hai mã là hai máy khác nhau: không hỏi lại.'
  static override examples = ['<%= config.bin %> endpoint distinct pc-aaaaaaaaaaaa pc-bbbbbbbbbbbb --reason "Hai máy dùng chung đế cắm"']
  static override args = {
    first: Args.string({description: 'Tên hoặc mã máy thứ nhất.', required: true}),
    second: Args.string({description: 'Tên hoặc mã máy thứ hai.', required: true}),
  }
  static override flags = {
    workspace: workspaceFlag,
    reason: Flags.string({helpValue: 'LÝ DO', required: true, summary: 'Vì sao biết như vậy; ghi vào nhật ký.'}),
  }

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(EndpointDistinct)
    const [{decidePair}, {tellApart}] = await Promise.all([import('../../cli/decide-pair.ts'), import('../../cli/identity-decision.ts')])
    const asked = {...args, folder: resolve(flags.workspace), command: 'stp-sec endpoint distinct', reason: flags.reason}
    const {first, second} = await decidePair(asked, tellApart)
    if (!this.jsonEnabled())
      this.log(
        this.say({
          vi: `${first.name} (${first.id}) và ${second.name} (${second.id}) là hai máy.`,
          en: `${first.name} (${first.id}) and ${second.name} (${second.id}) are two machines.`,
        }),
      )
    return {first: first.id, second: second.id}
  }
}
