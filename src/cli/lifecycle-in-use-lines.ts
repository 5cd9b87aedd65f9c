import type {LifecycleInUse} from '../audit/lifecycle-in-use.ts'
import {formatDay} from '../lib/dates.ts'
import type {SupportStatus} from '../model/lifecycle.ts'
import type {Language, Localized} from '../model/text.ts'
import {wrap} from './columns.ts'

const sections: readonly {status: SupportStatus; title: Localized}[] = [
  {status: 'ended', title: {vi: 'ĐÃ HẾT HỖ TRỢ', en: 'SUPPORT HAS ENDED'}},
  {status: 'ending-soon', title: {vi: 'SẮP HẾT HỖ TRỢ', en: 'SUPPORT ENDS SOON'}},
  {status: 'unknown', title: {vi: 'CHƯA RÕ THỜI HẠN', en: 'SUPPORT NOT KNOWN'}},
  {status: 'supported', title: {vi: 'CÒN HỖ TRỢ', en: 'SUPPORTED'}},
]

/** Most machines that one entry spells out; --json has all. */
const namedMachines = 6

/** What is in use for a screen of 80 columns, ended support first. */
export function lifecycleInUseLines({inUse, machines, notSeen, unrecognised}: LifecycleInUse, on: string, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const names = (list: readonly string[]) => `${list.slice(0, namedMachines).join(', ')}${list.length > namedMachines ? ', …' : ''}`
  const lines = sections.flatMap(({status, title}) => {
    const own = inUse.filter((entry) => entry.status === status)
    if (own.length === 0) return []
    return [
      `${title[language]} (${own.length})`,
      ...own.flatMap((entry) => [
        ...wrap(
          `${entry.title} ${entry.cycle ?? '—'}${entry.edition === null ? '' : ` (${entry.edition})`}${entry.endOfSupport === null ? '' : `, ${t('ngày cuối', 'last day')} ${formatDay(entry.endOfSupport)}`} [${entry.product}]`,
          '  ',
        ),
        ...wrap(`${entry.machines.length} ${t('máy', 'machines')}: ${names(entry.machines)}`, '      '),
      ]),
      '',
    ]
  })
  return [
    ...lines,
    ...wrap(
      t(
        `Tính đến ${formatDay(on)}: ${machines} máy đã lưu; ${unrecognised} lượt phần mềm không có trong bảng, chưa xét.`,
        `As of ${formatDay(on)}: ${machines} stored machines; ${unrecognised} installed programs are in no table and were not judged.`,
      ),
    ),
    ...(notSeen.length === 0
      ? []
      : wrap(
          t(
            `Chưa thấy đủ danh sách phần mềm của ${notSeen.length} máy: ${names(notSeen)}`,
            `The programs of ${notSeen.length} machines were not seen, or not all: ${names(notSeen)}`,
          ),
        )),
  ]
}
