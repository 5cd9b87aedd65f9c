import {Flags} from '@oclif/core'
import {dayOf} from '../lib/dates.ts'
import {UserError} from '../lib/user-error.ts'
import {day} from '../model/text.ts'

/** `--on YYYY-MM-DD`: the day a report speaks of; today in Viet Nam when absent. */
export const dayFlag = Flags.string({summary: 'Ngày đánh giá, YYYY-MM-DD (mặc định: hôm nay).'})

export function dayFrom(flag: string | undefined, now: Date): string {
  if (flag === undefined) return dayOf(now.getTime())
  if (day.safeParse(flag).success) return flag
  throw new UserError({
    code: 'bad-day',
    what: {vi: `"${flag}" không phải ngày hợp lệ`, en: `"${flag}" is no valid day`},
    where: '--on',
    next: {vi: 'Viết theo dạng năm-tháng-ngày, ví dụ 2026-12-14.', en: 'Write year-month-day, for example 2026-12-14.'},
  })
}
