import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'

export default class JournalList extends BaseCommand {
  static override summary = 'Xem nhật ký: ai đã làm gì, lúc nào.'
  static override flags = {
    workspace: workspaceFlag,
    action: Flags.string({summary: 'Chỉ hành động có chứa cụm này, ví dụ waive.'}),
    object: Flags.string({summary: 'Chỉ đối tượng có chứa cụm này, ví dụ lan-co-so-1.'}),
    actor: Flags.string({summary: 'Chỉ của người có tên chứa cụm này.'}),
    since: Flags.string({summary: 'Từ ngày này, YYYY-MM-DD.'}),
    last: Flags.integer({summary: 'Số dòng mới nhất cần xem.', default: 50, min: 1, max: 100_000}),
  }

  async run(): Promise<unknown> {
    const {flags} = await this.parse(JournalList)
    const [{journalLine, listJournal}, {dayOr}] = await Promise.all([
      import('../../cli/answers-journal.ts'),
      import('../../cli/answers-entry.ts'),
    ])
    const since = flags.since === undefined ? undefined : dayOr(flags.since, '', '--since')
    const {total, entries} = await listJournal(resolve(flags.workspace), {...flags, since})
    if (!this.jsonEnabled()) {
      for (const entry of entries) this.log(journalLine(entry))
      this.log(this.say({vi: `${entries.length} trên ${total} dòng.`, en: `${entries.length} of ${total} entries.`}))
    }
    return {total, entries}
  }
}
