import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {UserError} from '../../lib/user-error.ts'

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
    const folder = resolve(flags.workspace)
    const [{findEndpoint}, {tellApart}, {openToWrite}] = await Promise.all([
      import('../../cli/find-endpoint.ts'),
      import('../../cli/identity-decision.ts'),
      import('../../store/folder-store.ts'),
    ])
    const store = await openToWrite(folder, {command: 'stp-sec endpoint distinct', at: new Date().toISOString(), waitMs: 15_000})
    try {
      const rows = (await store.listEndpoints()).flatMap((one) => (one.ok ? [one.row] : []))
      const first = findEndpoint(rows, args.first)
      const second = findEndpoint(rows, args.second)
      if (first.id === second.id)
        throw new UserError({
          code: 'same-machine',
          what: {vi: 'Hai mã này là một máy', en: 'These are one machine'},
          where: first.id,
          next: {vi: 'Nêu hai máy khác nhau; xem "stp-sec endpoint ask".', en: 'Name two machines; see "stp-sec endpoint ask".'},
        })
      await tellApart(store, first, second, flags.reason.normalize('NFC'))
      if (!this.jsonEnabled())
        this.log(
          this.say({
            vi: `${first.name} (${first.id}) và ${second.name} (${second.id}) là hai máy.`,
            en: `${first.name} (${first.id}) and ${second.name} (${second.id}) are two machines.`,
          }),
        )
      return {first: first.id, second: second.id}
    } finally {
      await store.close()
    }
  }
}
