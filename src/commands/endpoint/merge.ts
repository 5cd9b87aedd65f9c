import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'

export default class EndpointMerge extends BaseCommand {
  static override summary = 'Xác nhận hai mã là cùng một máy: giữ mã thứ nhất, gộp thông tin của mã thứ hai vào.'
  static override examples = ['<%= config.bin %> endpoint merge pc-aaaaaaaaaaaa pc-bbbbbbbbbbbb --reason "Cài lại Windows"']
  static override args = {
    first: Args.string({description: 'Tên hoặc mã máy giữ lại.', required: true}),
    second: Args.string({description: 'Tên hoặc mã máy gộp vào.', required: true}),
  }
  static override flags = {
    workspace: workspaceFlag,
    reason: Flags.string({helpValue: 'LÝ DO', required: true, summary: 'Vì sao biết như vậy; ghi vào nhật ký.'}),
  }

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(EndpointMerge)
    const [{decidePair}, {mergeEndpoints}] = await Promise.all([
      import('../../cli/decide-pair.ts'),
      import('../../cli/identity-decision.ts'),
    ])
    const asked = {...args, folder: resolve(flags.workspace), command: 'stp-sec endpoint merge', reason: flags.reason}
    const {first, second} = await decidePair(asked, mergeEndpoints)
    if (!this.jsonEnabled())
      this.log(
        this.say({
          vi: `Đã gộp ${second.name} (${second.id}) vào ${first.name} (${first.id}).`,
          en: `${second.name} (${second.id}) is now part of ${first.name} (${first.id}).`,
        }),
      )
    return {first: first.id, second: second.id}
  }
}
