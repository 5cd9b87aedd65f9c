import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {wrap} from '../../cli/columns.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'

/** Devices that collect.cmd or the agent can be run on. */
const computers: ReadonlySet<string> = new Set(['workstation', 'laptop', 'server'])

export default class Round extends BaseCommand {
  static override summary = 'Đợt thu thập: máy nào còn thiếu thông tin hoặc thông tin đã cũ, theo trụ sở.'
  static override examples = ['<%= config.bin %> round', '<%= config.bin %> round --days 90 --office tru-so-2']
  static override flags = {
    workspace: workspaceFlag,
    on: dayFlag,
    days: Flags.integer({default: 30, min: 0, helpValue: 'NGÀY', summary: 'Thông tin cũ hơn số ngày này thì phải thu thập lại.'}),
    office: Flags.string({helpValue: 'MÃ', summary: 'Chỉ một trụ sở.'}),
  }

  async run(): Promise<unknown> {
    const {flags} = await this.parse(Round)
    const on = dayFrom(flags.on, new Date())
    const {officeName, readEndpointTable} = await import('../../cli/endpoint-table.ts')
    const {workspace, entries, unseenDevices, damaged} = await readEndpointTable(resolve(flags.workspace), on)
    const known = entries
      .filter(({device}) => device?.status !== 'disposed')
      .map(({id, name, ageDays, device}) => ({id, name, ageDays: ageDays as number | null, device}))
    const never = unseenDevices
      .filter(({kind, status}) => computers.has(kind) && status !== 'disposed')
      .map((device) => ({id: device.id, name: device.name, ageDays: null, device}))
    const all = [...known, ...never].filter(({device}) => flags.office === undefined || device?.office === flags.office)
    const missing = all
      // A day ahead of ours was told by a clock that is wrong.
      .filter(({ageDays}) => ageDays === null || ageDays > flags.days || ageDays < 0)
      .map(({id, name, ageDays, device}) => ({
        id,
        name,
        ageDays,
        office: device?.office ?? null,
        unit: device?.unit ?? null,
        stateSecrets: device?.stateSecrets ?? false,
      }))
    if (!this.jsonEnabled()) {
      for (const [office, machines] of Map.groupBy(missing, ({office: id}) => id)) {
        this.log(
          `${officeName(workspace, office ?? undefined) ?? this.say({vi: 'Chưa rõ trụ sở', en: 'Office not known'})}: ${machines.length}`,
        )
        for (const {name, unit, ageDays, stateSecrets} of machines) {
          const when =
            ageDays === null
              ? this.say({vi: 'chưa thu thập', en: 'never collected'})
              : this.say({vi: `${ageDays} ngày trước`, en: `${ageDays} days ago`})
          const secret = stateSecrets
            ? this.say({
                vi: '; máy BMNN: chỉ dùng bộ tối thiểu (round kit --minimal)',
                en: '; state secrets: minimal kit only (round kit --minimal)',
              })
            : ''
          for (const line of wrap(`${name}${unit ? `, ${unit}` : ''}: ${when}${secret}`, '  ')) this.log(line)
        }
      }
      this.log(
        this.say({
          vi: `Còn thiếu ${missing.length}/${all.length} máy (hạn ${flags.days} ngày).`,
          en: `${missing.length} of ${all.length} machines are missing (limit ${flags.days} days).`,
        }),
      )
    }
    for (const {id} of damaged)
      this.warn(this.say({vi: `Không đọc được tệp của máy ${id}.`, en: `The file of machine ${id} cannot be read.`}))
    if (missing.length > 0 || damaged.length > 0) process.exitCode = 1
    return {on, days: flags.days, total: all.length, missing, damaged: damaged.map(({id}) => id)}
  }
}
