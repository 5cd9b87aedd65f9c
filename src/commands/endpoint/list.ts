import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {pad, padStart} from '../../cli/columns.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'

export default class EndpointList extends BaseCommand {
  static override summary = 'Liệt kê các máy đã thu thập được thông tin.'
  static override examples = ['<%= config.bin %> endpoint list', '<%= config.bin %> endpoint list --office tru-so-2 --stale 30 --json']
  static override flags = {
    workspace: workspaceFlag,
    on: dayFlag,
    office: Flags.string({helpValue: 'MÃ', summary: 'Chỉ máy của một trụ sở.'}),
    stale: Flags.integer({helpValue: 'NGÀY', min: 0, summary: 'Chỉ máy có thông tin cũ hơn số ngày này.'}),
    search: Flags.string({helpValue: 'CHỮ', summary: 'Chỉ máy có tên, mã, hệ điều hành hoặc kiểu máy chứa chữ này.'}),
  }

  async run(): Promise<unknown> {
    const {flags} = await this.parse(EndpointList)
    const on = dayFrom(flags.on, new Date())
    const {officeName, readEndpointTable} = await import('../../cli/endpoint-table.ts')
    const {workspace, entries, damaged} = await readEndpointTable(resolve(flags.workspace), on)
    const word = flags.search?.normalize('NFC').toLowerCase()
    const chosen = entries.filter(
      ({id, name, os, model, device, ageDays}) =>
        (flags.office === undefined || device?.office === flags.office) &&
        (flags.stale === undefined || ageDays > flags.stale) &&
        (word === undefined || [id, name, os?.name, model].some((text) => text?.toLowerCase().includes(word))),
    )
    if (!this.jsonEnabled()) {
      this.log(
        `${pad(this.say({vi: 'TÊN MÁY', en: 'NAME'}), 20)}${pad(this.say({vi: 'HỆ ĐIỀU HÀNH', en: 'SYSTEM'}), 33)}${padStart(this.say({vi: 'NGÀY CŨ', en: 'DAYS'}), 7)}  ${this.say({vi: 'TRỤ SỞ', en: 'OFFICE'})}`,
      )
      for (const {name, os, ageDays, device} of chosen)
        this.log(
          `${pad(name.slice(0, 19), 20)}${pad((os?.name.replace(/^Microsoft /, '') ?? '–').slice(0, 32), 33)}${padStart(String(ageDays), 7)}  ${(officeName(workspace, device?.office) ?? '–').slice(0, 18)}`.trimEnd(),
        )
      this.log(this.say({vi: `${chosen.length} máy.`, en: `${chosen.length} machines.`}))
    }
    for (const {id} of damaged)
      this.warn(this.say({vi: `Không đọc được tệp của máy ${id}.`, en: `The file of machine ${id} cannot be read.`}))
    if (damaged.length > 0) process.exitCode = 1
    return {
      on,
      endpoints: chosen.map(({device, identity: _, ...row}) => ({
        ...row,
        office: device?.office ?? null,
        unit: device?.unit ?? null,
        deviceId: device?.id ?? null,
      })),
      damaged: damaged.map(({id}) => id),
    }
  }
}
