import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {pad, wrap} from '../../cli/columns.ts'
import {type HostState, hostStates} from '../../inventory/classify-hosts.ts'

const words: Record<HostState, {vi: string; en: string}> = {
  'known-endpoint': {vi: 'máy đã biết', en: 'known PC'},
  'known-device': {vi: 'thiết bị đã biết', en: 'known device'},
  ask: {vi: 'chưa chắc', en: 'not sure'},
  strange: {vi: 'thiết bị lạ', en: 'strange'},
}

export default class HostList extends BaseCommand {
  static override summary =
    'Thiết bị thấy qua quét mạng: máy đã biết, thiết bị đã biết, chưa chắc, thiết bị lạ. Mã thoát 1 khi còn thiết bị lạ hoặc chưa chắc.'
  static override examples = ['<%= config.bin %> host list', '<%= config.bin %> host list --state strange --json']
  static override flags = {
    workspace: workspaceFlag,
    state: Flags.string({options: [...hostStates], helpValue: 'LOẠI', summary: 'Chỉ một loại.'}),
    office: Flags.string({helpValue: 'MÃ', summary: 'Chỉ mạng của một trụ sở.'}),
  }

  async run(): Promise<unknown> {
    const {flags} = await this.parse(HostList)
    const {readHostTable} = await import('../../cli/host-table.ts')
    const {hosts, damaged} = await readHostTable(resolve(flags.workspace))
    const chosen = hosts.filter(
      ({state, office}) => (flags.state === undefined || state === flags.state) && (flags.office === undefined || office === flags.office),
    )
    if (!this.jsonEnabled()) {
      for (const host of chosen) {
        const ports = host.tcp.map(({port}) => port).join(', ')
        const vendor = host.macs.map(({mac, vendor}) => [mac, vendor].filter(Boolean).join(' ')).join(', ')
        const like =
          host.state === 'ask' ? this.say({vi: `; có thể là ${host.like.join(', ')}`, en: `; may be ${host.like.join(', ')}`}) : ''
        const detail = [host.addresses.join(', '), vendor, ports && this.say({vi: `cổng ${ports}`, en: `ports ${ports}`}), host.guess]
          .filter(Boolean)
          .join('; ')
        this.log(`${pad(this.say(words[host.state]), 18)}${host.name} (${host.id})`)
        for (const line of wrap(`${detail}${like}`, '  ')) this.log(line)
      }
      const counts = hostStates.map((state) => `${this.say(words[state])} ${chosen.filter((host) => host.state === state).length}`)
      this.log(`${counts.join(', ')}.`)
    }
    for (const id of damaged)
      this.warn(this.say({vi: `Không đọc được tệp của thiết bị ${id}.`, en: `The file of host ${id} cannot be read.`}))
    if (chosen.some(({state}) => state === 'strange' || state === 'ask') || damaged.length > 0) process.exitCode = 1
    return {hosts: chosen, damaged}
  }
}
