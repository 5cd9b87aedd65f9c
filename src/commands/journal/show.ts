import {resolve} from 'node:path'
import {Args} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'

export default class JournalShow extends BaseCommand {
  static override summary = 'Xem một dòng nhật ký với nội dung trước và sau thay đổi.'
  static override description = 'Mã thoát 1 khi nội dung kèm theo dòng đã mất hoặc bị sửa.'
  static override args = {seq: Args.integer({description: 'Số dòng.', required: true, min: 1})}
  static override flags = {workspace: workspaceFlag}

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(JournalShow)
    const {journalLine, showEntry} = await import('../../cli/answers-journal.ts')
    const shown = await showEntry(resolve(flags.workspace), args.seq)
    if (shown.payload === 'payload-missing' || shown.payload === 'payload-damaged') process.exitCode = 1
    if (!this.jsonEnabled()) {
      this.log(journalLine(shown.entry))
      const words = {
        kept: undefined,
        elsewhere: {
          vi: 'Nội dung nằm ở history/ hoặc do phiên bản cũ ghi; nhật ký chỉ giữ SHA-256.',
          en: 'The content lies in history/ or is of an older version; the journal keeps its SHA-256 only.',
        },
        'payload-missing': {vi: 'Nội dung kèm theo dòng này đã bị XÓA.', en: 'The content of this entry was REMOVED.'},
        'payload-damaged': {
          vi: 'Nội dung kèm theo dòng này đã bị SỬA hoặc hỏng.',
          en: 'The content of this entry was ALTERED or is damaged.',
        },
      }[shown.payload]
      if (words) this.log(this.say(words))
      else this.log(typeof shown.content === 'string' ? shown.content : JSON.stringify(shown.content, null, 2))
    }
    return shown
  }
}
