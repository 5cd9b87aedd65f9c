import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'
import {nearest} from '../../lib/nearest.ts'
import {UserError} from '../../lib/user-error.ts'

/** Far enough to name any deadline of the rules. */
const months = 36

export default class CalendarDone extends BaseCommand {
  static override summary = 'Ghi một thời hạn của lịch là đã xong (ví dụ đã gửi Mẫu số 08), kèm văn bản.'
  static override args = {deadline: Args.string({description: 'Mã thời hạn, in trong ngoặc vuông ở lịch.', required: true})}
  static override flags = {
    workspace: workspaceFlag,
    on: dayFlag,
    by: Flags.string({summary: 'Người hoặc đơn vị đã làm (mặc định: người đang dùng máy).'}),
    document: Flags.string({summary: 'Mã văn bản trong sổ đăng ký.'}),
    note: Flags.string({summary: 'Ghi chú.'}),
  }
  static override examples = ['<%= config.bin %> calendar done mau-08-gui-chu-quan.2026 --document bao-cao-mau-08-2026']

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(CalendarDone)
    const folder = resolve(flags.workspace)
    const now = new Date()
    const doneOn = dayFrom(flags.on, now)
    const [{readCalendar}, {editRegister}, {currentActor}] = await Promise.all([
      import('../../cli/read-calendar.ts'),
      import('../../cli/edit-register.ts'),
      import('../../lib/actor.ts'),
    ])
    const {deadlines} = await readCalendar(folder, now.toISOString(), months)
    const {loadDeadlineRules} = await import('../../content/load-deadlines.ts')
    const closable = closableIds(
      deadlines.map(({id}) => id),
      loadDeadlineRules().rules,
    )
    if (!closable.includes(args.deadline))
      throw notClosable(
        args.deadline,
        deadlines.some(({id}) => id === args.deadline),
        closable,
      )
    const completion = {
      id: args.deadline,
      doneOn,
      by: flags.by ?? currentActor(),
      ...(flags.document === undefined ? {} : {document: flags.document}),
      ...(flags.note === undefined ? {} : {note: flags.note}),
    }
    await editRegister({folder, command: 'stp-sec calendar done', action: 'calendar.done', object: args.deadline}, (register) => {
      if (flags.document !== undefined && !register.documents.some(({id}) => id === flags.document)) throw unknownDocument(flags.document)
      return {...register, completions: [...register.completions.filter(({id}) => id !== args.deadline), completion]}
    })
    this.log(this.say({vi: `Đã ghi: ${args.deadline} xong ngày ${doneOn}.`, en: `Noted: ${args.deadline} done on ${doneOn}.`}))
    return completion
  }
}

/** What the register shows by itself (waivers, tasks, incidents ...) is closed there, so that one truth remains. */
function closableIds(ids: readonly string[], rules: {yearly: readonly {id: string}[]; transitions: readonly {id: string}[]}): string[] {
  const own = new Set([...rules.yearly, ...rules.transitions].map(({id}) => id))
  return ids.filter((id) => own.has(id.replace(/\.\d{4}$/, '')))
}

function notClosable(wanted: string, known: boolean, closable: readonly string[]): UserError {
  const close = nearest(wanted, closable)
  return new UserError({
    code: known ? 'closed-elsewhere' : 'unknown-deadline',
    what: known
      ? {
          vi: `Thời hạn "${wanted}" do sổ đăng ký tạo ra nên không đóng ở lịch`,
          en: `"${wanted}" comes from the register and is not closed here`,
        }
      : {vi: `Lịch không có thời hạn "${wanted}"`, en: `The calendar has no deadline "${wanted}"`},
    where: 'calendar done',
    next: known
      ? {vi: 'Dùng lệnh ghi ở dòng "Việc cần làm" của mục đó.', en: 'Use the command in its line "To do".'}
      : close
        ? {vi: `Có phải ý bạn là "${close}"?`, en: `Did you mean "${close}"?`}
        : {vi: `Dùng một trong: ${closable.join(', ')}.`, en: `Use one of: ${closable.join(', ')}.`},
  })
}

function unknownDocument(id: string): UserError {
  return new UserError({
    code: 'unknown-document',
    what: {vi: `Sổ đăng ký không có văn bản "${id}"`, en: `The register has no document "${id}"`},
    where: '--document',
    next: {vi: 'Thêm bằng "stp-sec document add" rồi chạy lại.', en: 'Add it with "stp-sec document add" and try again.'},
  })
}
