import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'

export default class NetworkAdd extends BaseCommand {
  static override summary = 'Khai một dải mạng nội bộ của đơn vị được phép quét.'
  static override examples = ['<%= config.bin %> network add 192.168.10.0/24 --office tru-so-2']
  static override args = {cidr: Args.string({description: 'Dải địa chỉ, ví dụ 192.168.10.0/24.', required: true})}
  static override flags = {
    workspace: workspaceFlag,
    office: Flags.string({helpValue: 'MÃ', summary: 'Trụ sở của mạng.'}),
    note: Flags.string({helpValue: 'GHI CHÚ', summary: 'Ghi chú, ví dụ tên vùng mạng.'}),
  }

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(NetworkAdd)
    const [{addNetwork}, {loadScanRules}, {openToWrite}] = await Promise.all([
      import('../../cli/network-edit.ts'),
      import('../../content/load-scan-rules.ts'),
      import('../../store/folder-store.ts'),
    ])
    const store = await openToWrite(resolve(flags.workspace), {
      command: 'stp-sec network add',
      at: new Date().toISOString(),
      waitMs: 15_000,
    })
    try {
      const entry = await addNetwork(store, {cidr: args.cidr, office: flags.office, note: flags.note}, loadScanRules().smallestPrefix)
      if (!this.jsonEnabled()) this.log(this.say({vi: `Đã khai mạng ${entry.cidr}.`, en: `Network ${entry.cidr} entered.`}))
      return entry
    } finally {
      await store.close()
    }
  }
}
