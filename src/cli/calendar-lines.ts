import type {Deadline, DeadlineStatus} from '../calendar/deadline.ts'
import {formatDay, formatMoment} from '../lib/dates.ts'
import type {Language, Localized} from '../model/text.ts'
import {wrap} from './columns.ts'

/** As wide as "  05/12/2026 ". */
const indent = ' '.repeat(13)

const sections: readonly {status: DeadlineStatus; title: Localized}[] = [
  {status: 'overdue', title: {vi: 'QUÁ HẠN', en: 'OVERDUE'}},
  {status: 'soon', title: {vi: 'SẮP ĐẾN HẠN', en: 'SOON'}},
  {status: 'later', title: {vi: 'SAU ĐÓ', en: 'LATER'}},
  {status: 'event', title: {vi: 'MỐC CẦN BIẾT (không phải thời hạn)', en: 'DATES TO KNOW (nothing is owed)'}},
  {status: 'done', title: {vi: 'ĐÃ XONG', en: 'DONE'}},
]

/** The calendar for a screen of 80 columns, the most urgent first. */
export function calendarLines(deadlines: readonly Deadline[], horizon: string, language: Language): string[] {
  const say = (text: Localized) => text[language]
  const lines = sections.flatMap(({status, title}) => {
    const own = deadlines.filter((deadline) => deadline.status === status)
    return own.length === 0 ? [] : [`${say(title)} (${own.length})`, ...own.flatMap((deadline) => deadlineLines(deadline, language)), '']
  })
  const overdue = deadlines.filter(({status}) => status === 'overdue').length
  return [
    ...lines,
    ...wrap(
      say({
        vi: `Tính đến ${formatDay(horizon)}: ${deadlines.length} mục, ${overdue} quá hạn.`,
        en: `Up to ${formatDay(horizon)}: ${deadlines.length} entries, ${overdue} overdue.`,
      }),
    ),
    ...(deadlines.some(({targetCertain}) => !targetCertain)
      ? wrap(
          say({
            vi: '(?) mốc nội bộ đi qua ngày nghỉ chưa có thông báo chính thức trong dữ liệu; đã lấy ngày sớm hơn.',
            en: '(?) the internal target passes a day off that the data has no official notice of; the earlier day was taken.',
          }),
        )
      : []),
  ]
}

function deadlineLines(deadline: Deadline, language: Language): string[] {
  const say = (text: Localized) => text[language]
  const when = deadline.lastMoment === undefined ? formatDay(deadline.lastDay) : formatMoment(deadline.lastMoment)
  const marks = [
    ...(deadline.status === 'overdue'
      ? [say({vi: `quá ${-deadline.daysLeft} ngày`, en: `${-deadline.daysLeft} days late`})]
      : deadline.status === 'soon'
        ? [say({vi: `còn ${deadline.daysLeft} ngày`, en: `${deadline.daysLeft} days left`})]
        : []),
    ...(deadline.target === undefined || deadline.status === 'done' || deadline.status === 'overdue'
      ? []
      : [
          say({
            vi: `mốc nội bộ ${formatDay(deadline.target)}${deadline.targetCertain ? '' : ' (?)'}`,
            en: `internal target ${formatDay(deadline.target)}${deadline.targetCertain ? '' : ' (?)'}`,
          }),
        ]),
  ]
  const head = `${when} ${say(deadline.title)}${marks.length > 0 ? ` [${marks.join('; ')}]` : ''}`
  if (deadline.status === 'done') return hanging(head)
  if (deadline.status === 'later' || deadline.status === 'event') return [...hanging(head), `${indent}[${deadline.id}]`]
  return [
    ...hanging(head),
    ...wrap(`${say({vi: 'Việc cần làm', en: 'To do'})}: ${say(deadline.act)}`, indent),
    ...wrap(
      `${say({vi: 'Căn cứ', en: 'Basis'})}: ${say(deadline.basis)}${
        deadline.confidence === 'seen' ? '' : say({vi: ' (chưa đọc văn bản gốc, cần đối chiếu)', en: ' (original not read, to be checked)'})
      }`,
      indent,
    ),
    ...(deadline.systems.length > 0 ? wrap(`${say({vi: 'Hệ thống', en: 'Systems'})}: ${deadline.systems.join(', ')}`, indent) : []),
    `${indent}[${deadline.id}]`,
  ]
}

/** Two spaces in, continued below the title and not below the day. */
function hanging(text: string): string[] {
  const [first = '', ...rest] = wrap(text, '  ')
  if (rest.length === 0) return [first]
  return [first, ...wrap(rest.map((line) => line.trim()).join(' '), indent)]
}
