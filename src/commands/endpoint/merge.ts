import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {UserError} from '../../lib/user-error.ts'

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
    const folder = resolve(flags.workspace)
    const [{findEndpoint}, {mergeEndpoints}, {openToWrite}] = await Promise.all([
      import('../../cli/find-endpoint.ts'),
      import('../../cli/identity-decision.ts'),
      import('../../store/folder-store.ts'),
    ])
    const store = await openToWrite(folder, {command: 'stp-sec endpoint merge', at: new Date().toISOString(), waitMs: 15_000})
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
      await mergeEndpoints(store, first, second, flags.reason.normalize('NFC'))
      if (!this.jsonEnabled())
        this.log(
          this.say({
            vi: `Đã gộp ${second.name} (${second.id}) vào ${first.name} (${first.id}).`,
            en: `${second.name} (${second.id}) is now part of ${first.name} (${first.id}).`,
          }),
        )
      return {first: first.id, second: second.id}
    } finally {
      await store.close()
    }
  }
}
