import {resolve} from 'node:path'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {wrap} from '../../cli/columns.ts'
import {invocation} from '../../cli/invocation.ts'

/** Words of the keys that agree or differ. */
const words = {
  uuid: {vi: 'UUID', en: 'UUID'},
  serial: {vi: 'số sê-ri', en: 'serial number'},
  machineId: {vi: 'mã cài đặt', en: 'installation id'},
  assetTag: {vi: 'mã tài sản', en: 'asset tag'},
  mac: {vi: 'địa chỉ card mạng', en: 'network card'},
  hostname: {vi: 'tên máy', en: 'host name'},
} as const

export default class EndpointAsk extends BaseCommand {
  static override summary = 'Các cặp máy có thể là một: người xác nhận gộp (merge) hoặc là hai máy (distinct).'
  static override examples = ['<%= config.bin %> endpoint ask']
  static override flags = {workspace: workspaceFlag}

  async run(): Promise<unknown> {
    const {flags} = await this.parse(EndpointAsk)
    const folder = resolve(flags.workspace)
    const [{loadReconciler}, {openToRead}] = await Promise.all([
      import('../../audit/load-reconciler.ts'),
      import('../../store/folder-store.ts'),
    ])
    const store = await openToRead(folder)
    try {
      const rows = new Map((await store.listEndpoints()).flatMap((one) => (one.ok ? [[one.row.id, one.row] as const] : [])))
      const pairs = (await loadReconciler(store)).questions()
      const nameOf = (id: string) => `${rows.get(id)?.name ?? '?'} (${id})`
      const list = (keys: readonly (keyof typeof words)[]) => keys.map((key) => this.say(words[key])).join(', ') || '–'
      if (!this.jsonEnabled()) {
        if (pairs.length === 0) this.log(this.say({vi: 'Không có cặp máy nào phải hỏi.', en: 'No pair of machines is in doubt.'}))
        for (const {id, candidate} of pairs) {
          for (const line of wrap(`${nameOf(id)} ${this.say({vi: 'và', en: 'and'})} ${nameOf(candidate.id)}`)) this.log(line)
          for (const line of wrap(
            `${this.say({vi: 'trùng', en: 'alike'})}: ${list(candidate.agree)}; ${this.say({vi: 'khác', en: 'different'})}: ${list(candidate.differ)}`,
            '  ',
          ))
            this.log(line)
        }
        if (pairs.length > 0) {
          this.log(`${this.say({vi: 'Một máy', en: 'One machine'})}: ${invocation('endpoint merge', folder)} A B --reason "..."`)
          this.log(`${this.say({vi: 'Hai máy', en: 'Two machines'})}: ${invocation('endpoint distinct', folder)} A B --reason "..."`)
        }
      }
      return {
        pairs: pairs.map(({id, candidate}) => ({
          machines: [id, candidate.id],
          agree: candidate.agree,
          differ: candidate.differ,
          points: candidate.points,
        })),
      }
    } finally {
      await store.close()
    }
  }
}
