import {resolve} from 'node:path'
import {Args} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {pad, wrap} from '../../cli/columns.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'
import type {Fact} from '../../model/fact.ts'
import type {KnownTool} from '../../model/facts/known-tool.ts'

export default class EndpointShow extends BaseCommand {
  static override summary = 'Những gì đã biết về một máy: thông tin thu thập được, phần chưa thấy và lý do.'
  static override examples = ['<%= config.bin %> endpoint show STP-PC-017', '<%= config.bin %> endpoint show pc-0123456789ab --json']
  static override args = {machine: Args.string({description: 'Tên hoặc mã máy.', required: true})}
  static override flags = {workspace: workspaceFlag, on: dayFlag}

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(EndpointShow)
    const folder = resolve(flags.workspace)
    const [{officeName, readEndpointTable}, {findEndpoint}, {openToRead}, {formatDay, dayOf}, {listGap}] = await Promise.all([
      import('../../cli/endpoint-table.ts'),
      import('../../cli/find-endpoint.ts'),
      import('../../store/folder-store.ts'),
      import('../../lib/dates.ts'),
      import('../../model/fact.ts'),
    ])
    const {workspace, entries} = await readEndpointTable(folder, dayFrom(flags.on, new Date()))
    const entry = findEndpoint(entries, args.machine)
    const store = await openToRead(folder)
    const target = await store.readTarget(entry.id).finally(() => store.close())
    const facts = Object.entries(target?.snapshot.facts ?? {})
    if (!this.jsonEnabled()) {
      const say = (vi: string, en: string, value: string | undefined) => value && this.log(`${pad(this.say({vi, en}), 22)}${value}`)
      say('Máy', 'Machine', `${entry.name} (${entry.id})`)
      say('Hệ điều hành', 'System', entry.os && `${entry.os.name}, ${entry.os.version}`)
      say('Kiểu máy', 'Model', [entry.maker, entry.model].filter(Boolean).join(' ') || undefined)
      say(
        'Trụ sở, đơn vị',
        'Office, unit',
        [officeName(workspace, entry.device?.office), entry.device?.unit].filter(Boolean).join(', ') || undefined,
      )
      say('Số sê-ri', 'Serial number', entry.identity.serial)
      say('Địa chỉ', 'Addresses', [...entry.identity.macs, ...entry.identity.addresses].slice(0, 6).join(', ') || undefined)
      say(
        'Thu thập ngày',
        'Collected on',
        `${formatDay(dayOf(Date.parse(entry.collectedAt)))} (${entry.ageDays} ${this.say({vi: 'ngày', en: 'days ago'})})`,
      )
      const tools = (fact: Fact<unknown> | undefined, field: string, list: readonly KnownTool[] | undefined) => {
        if (!fact?.ok || !list) return undefined
        const names = [...new Set(list.map(({name}) => name))].join(', ') || this.say({vi: 'không thấy', en: 'none seen'})
        return listGap(fact, field) ? `${names} ${this.say({vi: '(chưa thấy hết)', en: '(not all was seen)'})}` : names
      }
      const {remoteAccess, syncClients} = target?.snapshot.facts ?? {}
      say('Điều khiển từ xa', 'Remote control', tools(remoteAccess, 'tools', remoteAccess?.ok ? remoteAccess.value.tools : undefined))
      say('Đồng bộ đám mây', 'Cloud sync', tools(syncClients, 'items', syncClients?.ok ? syncClients.value.items : undefined))
      const missing = facts.flatMap(([name, fact]) => (fact?.ok === false ? [[name, fact] as const] : []))
      this.log(
        this.say({
          vi: `Đã thấy ${facts.length - missing.length}/${facts.length} nhóm thông tin.`,
          en: `${facts.length - missing.length} of ${facts.length} facts were seen.`,
        }),
      )
      for (const [name, fact] of missing) for (const line of wrap(`${name}: ${fact.reason}; ${fact.detail}`, '  ')) this.log(line)
    }
    const {device, ...row} = entry
    return {...row, device: device ?? null, snapshot: target?.snapshot ?? null}
  }
}
