import {formatDay} from '../lib/dates.ts'
import type {UserFacing} from '../lib/user-error.ts'
import type {Task} from '../model/register.ts'
import type {Localized} from '../model/text.ts'

/** The six things a task must make clear (sáu rõ), with the flag that says each. */
export const sixFields = [
  {key: 'person', flag: '--person', name: {vi: 'rõ người', en: 'person'}},
  {key: 'work', flag: '--work', name: {vi: 'rõ việc', en: 'work'}},
  {key: 'responsibility', flag: '--responsibility', name: {vi: 'rõ trách nhiệm', en: 'responsibility'}},
  {key: 'authority', flag: '--authority', name: {vi: 'rõ thẩm quyền', en: 'authority'}},
  {key: 'dueOn', flag: '--due', name: {vi: 'rõ thời gian', en: 'time'}},
  {key: 'result', flag: '--result', name: {vi: 'rõ kết quả', en: 'result'}},
] as const satisfies readonly {key: keyof Task; flag: string; name: Localized}[]

/** Stands in a proposed task where the unit has not decided yet. */
export const toBeAssigned = '(chờ phân công)'

export type SixField = (typeof sixFields)[number]

/** Which of the six are absent, blank or still to be assigned. */
export function unclearFields(task: Partial<Pick<Task, SixField['key']>>): SixField[] {
  return sixFields.filter(({key}) => {
    const value = task[key]?.trim() ?? ''
    return value === '' || value === toBeAssigned
  })
}

/** Why a task with these six fields cannot be entered, named in the words of the six. */
export function refuseUnclear(task: Partial<Pick<Task, SixField['key']>>, where: string): UserFacing | undefined {
  const unclear = unclearFields(task)
  if (unclear.length === 0) return undefined
  const list = (language: 'vi' | 'en') => unclear.map(({name, flag}) => `${name[language]} (${flag})`).join(', ')
  return {
    code: 'six-fields',
    what: {vi: `Việc khắc phục chưa ${list('vi')}`, en: `The task does not make clear: ${list('en')}`},
    where,
    next: {
      vi: 'Bổ sung các mục đã nêu: mỗi việc phải rõ người, rõ việc, rõ trách nhiệm, rõ thẩm quyền, rõ thời gian, rõ kết quả.',
      en: 'Add what is named: each task says person, work, responsibility, authority, time and result.',
    },
  }
}

export function isOpen({status}: Pick<Task, 'status'>): boolean {
  return status === 'open' || status === 'doing'
}

/** An open task whose day has passed; the day itself still counts. */
export function isOverdue(task: Pick<Task, 'status' | 'dueOn'>, on: string): boolean {
  return isOpen(task) && task.dueOn < on
}

/** What somebody says when a task ends. */
export interface TaskEnd {
  status: 'done' | 'dropped'
  on: string
  after: string | undefined
  reason: string | undefined
  proofs: number
}

/** Why a task cannot be ended so; undefined when it can. */
export function refuseEnd(task: Task, end: TaskEnd, today: string): UserFacing | undefined {
  const where = `${task.system} / ${task.id}`
  if (!isOpen(task))
    return {
      code: 'task-ended',
      what: {vi: `Việc ${task.id} đã kết thúc ngày ${formatDay(task.closedOn ?? task.dueOn)}`, en: `Task ${task.id} has ended already`},
      where,
      next: {vi: `Xem bằng "stp-sec task show ${task.id}".`, en: `See it with "stp-sec task show ${task.id}".`},
    }
  if (end.on > today || end.on < task.openedOn)
    return {
      code: 'bad-days',
      what: {
        vi: `Ngày kết thúc ${formatDay(end.on)} phải từ ngày giao việc ${formatDay(task.openedOn)} đến hôm nay`,
        en: `The day ${end.on} must lie between ${task.openedOn}, when the task was given, and today`,
      },
      where: `${where} (--closed-on)`,
      next: {vi: 'Ghi ngày hoàn thành thực tế.', en: 'Give the day on which it was really done.'},
    }
  if (end.status === 'dropped')
    return end.reason ? undefined : missing(where, '--reason', {vi: 'lý do không thực hiện', en: 'why it is dropped'})
  if (!end.after) return missing(where, '--after', {vi: 'kết quả sau khi khắc phục', en: 'what holds after the work'})
  if (end.proofs === 0) return missing(where, '--evidence, --paper', {vi: 'tài liệu chứng minh kết quả', en: 'a proof of the result'})
  return refuseUnclear(task, where)
}

function missing(where: string, flag: string, name: Localized): UserFacing {
  return {
    code: 'task-needs-proof',
    what: {vi: `Chưa nêu ${name.vi}`, en: `Missing: ${name.en}`},
    where: `${where} (${flag})`,
    next: {
      vi: 'Chỉ đóng việc khi có kết quả và tài liệu chứng minh; việc không làm nữa: dùng --dropped --reason "lý do".',
      en: 'A task is closed with its result and a proof; one that will not be done: --dropped --reason "why".',
    },
  }
}
