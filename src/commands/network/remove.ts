import {resolve} from 'node:path'
import {Args} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {UserError} from '../../lib/user-error.ts'

export default class NetworkRemove extends BaseCommand {
  static override summary = 'Bỏ một dải mạng khỏi danh sách được phép quét.'
  static override examples = ['<%= config.bin %> network remove 192.168.10.0/24']
  static override args = {cidr: Args.string({description: 'Dải địa chỉ như trong "network list".', required: true})}
  static override flags = {workspace: workspaceFlag}

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(NetworkRemove)
    const [{removeNetwork}, {openToWrite}] = await Promise.all([import('../../cli/network-edit.ts'), import('../../store/folder-store.ts')])
    const store = await openToWrite(resolve(flags.workspace), {
      command: 'stp-sec network remove',
      at: new Date().toISOString(),
      waitMs: 15_000,
    })
    try {
      if (!(await removeNetwork(store, args.cidr)))
        throw new UserError({
          code: 'unknown-network',
          what: {vi: 'Dải này không có trong danh sách', en: 'This range is not on the list'},
          where: args.cidr,
          next: {vi: 'Xem "stp-sec network list".', en: 'See "stp-sec network list".'},
        })
      if (!this.jsonEnabled()) this.log(this.say({vi: `Đã bỏ mạng ${args.cidr}.`, en: `Network ${args.cidr} taken off.`}))
      return {removed: args.cidr}
    } finally {
      await store.close()
    }
  }
}
