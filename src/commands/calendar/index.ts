import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'

export default class Calendar extends BaseCommand {
  static override summary = 'Lịch thời hạn: báo cáo năm, đánh giá, hồ sơ, miễn trừ, việc khắc phục, sự cố; mã thoát 1 khi có mục quá hạn.'
  static override flags = {
    workspace: workspaceFlag,
    on: dayFlag,
    months: Flags.integer({summary: 'Số tháng nhìn tới.', default: 13, min: 1, max: 60}),
    ics: Flags.string({summary: 'Ghi thêm tệp lịch iCalendar cho Outlook, Google Calendar.', helpValue: 'TỆP.ics'}),
  }
  static override examples = ['<%= config.bin %> calendar', '<%= config.bin %> calendar --ics thoi-han.ics']

  async run(): Promise<unknown> {
    const {flags} = await this.parse(Calendar)
    const clock = new Date()
    const {timeOf} = await import('../../lib/dates.ts')
    // For a named day: its noon in Viet Nam; clocks of incidents then count to there.
    const now = flags.on === undefined ? clock.toISOString() : new Date(timeOf(dayFrom(flags.on, clock)) + 12 * 3_600_000).toISOString()
    const {readCalendar} = await import('../../cli/read-calendar.ts')
    const {deadlines, horizon, unreadable} = await readCalendar(resolve(flags.workspace), now, flags.months)
    const file = flags.ics === undefined ? undefined : resolve(flags.ics)
    if (file !== undefined) {
      const [{toICalendar}, {writeSafely}] = await Promise.all([
        import('../../calendar/icalendar.ts'),
        import('../../store/write-safely.ts'),
      ])
      await writeSafely(file, Buffer.from(toICalendar(deadlines, clock.toISOString(), this.language)))
    }
    if (!this.jsonEnabled()) {
      const {calendarLines} = await import('../../cli/calendar-lines.ts')
      for (const line of calendarLines(deadlines, horizon, this.language)) this.log(line)
      if (unreadable.length > 0)
        this.log(
          this.say({
            vi: `Không đọc được hồ sơ của ${unreadable.length} máy, thời hạn hỗ trợ của chúng chưa tính: ${unreadable.slice(0, 5).join(', ')}`,
            en: `Files of ${unreadable.length} machines cannot be read, their ends of support are not counted: ${unreadable.slice(0, 5).join(', ')}`,
          }),
        )
      if (file !== undefined) this.log(this.say({vi: `Đã ghi ${file}`, en: `Wrote ${file}`}))
    }
    if (deadlines.some(({status}) => status === 'overdue')) process.exitCode = 1
    return {now, horizon, deadlines, unreadable, ...(file === undefined ? {} : {ics: file})}
  }
}
