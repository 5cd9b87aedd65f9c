import {resolve} from 'node:path'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'

export default class DataList extends BaseCommand {
  static override summary = 'Xem các bộ dữ liệu đang dùng: ngày dữ liệu, tuổi, nguồn, mã băm.'
  static override examples = ['<%= config.bin %> data list', '<%= config.bin %> data list --on 2026-12-14 --json']
  static override flags = {workspace: workspaceFlag, on: dayFlag}

  async run(): Promise<unknown> {
    const {flags} = await this.parse(DataList)
    const on = dayFrom(flags.on, new Date())
    const [{listDataSets}, {rowLines}] = await Promise.all([import('../../cli/data-list.ts'), import('../../cli/data-lines.ts')])
    const rows = await listDataSets(resolve(flags.workspace), on, this.language)
    if (!this.jsonEnabled()) for (const row of rows) for (const line of rowLines(row, on, this.language)) this.log(line)
    // Every key is always there: scripts need not ask what is known.
    return {
      on,
      sets: rows.map((row) => ({
        set: row.set,
        title: row.title,
        origin: row.origin,
        asOf: row.asOf ?? null,
        ageDays: row.ageDays ?? null,
        maxAgeDays: row.maxAgeDays,
        old: row.old,
        entries: row.entries ?? null,
        sha256: row.version?.sha256 ?? null,
        from: row.version?.from ?? null,
        vouched: row.version?.vouched ?? null,
        importedAt: row.version?.importedAt ?? null,
        by: row.version?.by ?? null,
        url: row.url ?? null,
        licence: row.licence,
        obtain: row.obtain,
        kept: row.kept,
      })),
    }
  }
}
