import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'
import {UserError} from '../../lib/user-error.ts'

export default class SystemDrift extends BaseCommand {
  static override summary = 'So danh sách đã duyệt với kiểm kê hiện tại: thêm, không còn, thay đổi, nay không thấy.'
  static override description =
    'Mã thoát 0 khi đã thấy đủ và không có khác biệt, 1 khi có khác biệt hoặc còn phần chưa thấy, 2 khi tệp không dùng được. Bản vá hằng tháng của Windows không tính là thay đổi hệ điều hành.'
  static override args = {system: Args.string({description: 'Mã hệ thống trong sổ đăng ký.', required: true})}
  static override flags = {
    workspace: workspaceFlag,
    list: Flags.string({summary: 'Danh sách đã duyệt: tệp do "system lists" lập, có thể đã sửa bằng tay.', required: true}),
    on: dayFlag,
  }
  static override examples = ['<%= config.bin %> system drift lan-co-so-1 --list danh-sach-da-duyet.xlsx']

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(SystemDrift)
    const path = resolve(flags.list)
    const on = dayFrom(flags.on, new Date())
    const [{loadContent}, {loadListsWords, takeInventory}, {readListsFile}, {compareLists}, {doubtCodes}, {createProgress}] =
      await Promise.all([
        import('../../content/content.ts'),
        import('../../audit/dossier-lists.ts'),
        import('../../cli/lists-file.ts'),
        import('../../dossier-lists/compare-lists.ts'),
        import('../../dossier-lists/drift.ts'),
        import('../../cli/progress.ts'),
      ])
    const words = loadListsWords()
    const {approved, notices} = await readListsFile(path, words)
    if (approved.system !== undefined && approved.system !== args.system) throw otherSystem(path, approved.system, args.system)
    const content = loadContent()
    const progress = createProgress(!this.jsonEnabled())
    try {
      const {inventory, system} = await takeInventory({
        folder: resolve(flags.workspace),
        system: args.system,
        on,
        content,
        signal: this.interrupted.signal,
        onMachine: (done, total) =>
          progress.show(this.say({vi: `Đang đọc máy ${done + 1}/${total}`, en: `Reading machine ${done + 1}/${total}`})),
      })
      progress.clear()
      const {lists} = inventory
      if (approved.devices.length + lists.devices.length === 0) throw nothingToCompare(path, system.id)
      const drift = compareLists(approved, inventory)
      // Machines that nobody has looked at may differ in anything.
      const complete = !lists.unseen.some(({code}) => doubtCodes.includes(code))
      process.exitCode = drift.differences.length > 0 || !complete ? 1 : 0
      if (!this.jsonEnabled()) {
        const {driftLines} = await import('../../cli/drift-lines.ts')
        const head = {system, file: path, approvedOn: approved.on, on, notices, lists}
        for (const line of driftLines(drift, head, words, content.words.labels, this.language)) this.log(line)
      }
      return {
        schema: 'stp-sec/drift/1',
        system: system.id,
        on,
        list: {file: path, on: approved.on ?? null},
        ...drift,
        complete,
        notices: notices.map((notice) => this.say(notice)),
        unseen: lists.unseen,
      }
    } finally {
      progress.clear()
    }
  }
}

function otherSystem(path: string, found: string, wanted: string): UserError {
  return new UserError({
    code: 'other-system',
    what: {vi: `Danh sách là của hệ thống "${found}", không phải "${wanted}"`, en: `The list is of system "${found}", not of "${wanted}"`},
    where: path,
    next: {
      vi: `Chọn đúng tệp, hoặc chạy "stp-sec system drift ${found}".`,
      en: `Name the right file, or run "stp-sec system drift ${found}".`,
    },
  })
}

function nothingToCompare(path: string, system: string): UserError {
  return new UserError({
    code: 'nothing-to-compare',
    what: {
      vi: 'Danh sách không có thiết bị nào và kiểm kê cũng chưa có máy nào: không có gì để so sánh',
      en: 'The list has no device and the inventory has no machine: there is nothing to compare',
    },
    where: path,
    next: {
      vi: `Chạy "stp-sec audit" trên các máy, rồi lập lại danh sách bằng "stp-sec system lists ${system}".`,
      en: `Run "stp-sec audit" on the machines, then make the list again with "stp-sec system lists ${system}".`,
    },
  })
}
