import {resolve} from 'node:path'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {pad} from '../../cli/columns.ts'

export default class NetworkList extends BaseCommand {
  static override summary = 'Các dải mạng nội bộ của đơn vị được phép quét.'
  static override examples = ['<%= config.bin %> network list']
  static override flags = {workspace: workspaceFlag}

  async run(): Promise<unknown> {
    const {flags} = await this.parse(NetworkList)
    const {openToRead} = await import('../../store/folder-store.ts')
    const store = await openToRead(resolve(flags.workspace))
    const {networks = []} = await store.readWorkspace().finally(() => store.close())
    if (!this.jsonEnabled()) {
      if (networks.length === 0)
        this.log(
          this.say({vi: 'Chưa khai mạng nào; khai bằng "stp-sec network add".', en: 'No network is entered; use "stp-sec network add".'}),
        )
      for (const {cidr, office, note} of networks) this.log(`${pad(cidr, 20)}${pad(office ?? '–', 16)}${note ?? ''}`.trimEnd())
    }
    return {networks}
  }
}
