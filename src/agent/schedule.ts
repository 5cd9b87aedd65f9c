import {createTask, validateDetailed} from 'node-cron'
import {UserError} from '../lib/user-error.ts'
import type {Localized} from '../model/text.ts'
import type {Workspace} from '../model/workspace.ts'
import {openToRead} from '../store/folder-store.ts'

export type Schedule = Workspace['agent']

/** The schedule of a workspace, or a `UserError` that says what is wrong with it. */
export async function readSchedule(workspace: string): Promise<Schedule> {
  const store = await openToRead(workspace)
  const {agent} = await store.readWorkspace().finally(() => store.close())
  const problem = problemOf(agent)
  if (!problem) return agent
  throw new UserError({
    code: 'bad-schedule',
    what: {
      vi: `Lịch chạy "${agent.cron}" không hợp lệ: ${problem.vi}`,
      en: `The schedule "${agent.cron}" is not valid: ${problem.en}`,
    },
    where: `${workspace}/workspace.json (agent.cron)`,
    next: {
      vi: 'Ghi năm trường phút giờ ngày tháng thứ, ví dụ "15 9 * * 1-5".',
      en: 'Write five fields minute hour day month weekday, for example "15 9 * * 1-5".',
    },
  })
}

/**
 * When the next run may begin: from its minute by the PC's own clock to the end of the jitter. However long the jitter, half
 * of the time until the run after it stays free, so that no two runs get in each other's way. A minute that a change to
 * summer time leaves out does not come that day; Viet Nam has none.
 */
export function nextWindow({cron, jitterMinutes}: Schedule): {from: Date; to: Date} {
  const task = createTask(cron, () => {})
  try {
    const [from, after] = task.getNextRuns(2)
    if (!from || !after) throw new Error(`no next run of "${cron}"`)
    const jitter = Math.min(jitterMinutes * 60_000, (after.getTime() - from.getTime()) / 2)
    return {from, to: new Date(from.getTime() + jitter)}
  } finally {
    // node-cron keeps a list of all its tasks.
    void task.destroy()
  }
}

/** The next run, at a random moment of its window: a hundred PCs do not begin in the same second. */
export function planRun(schedule: Schedule): Date {
  const {from, to} = nextWindow(schedule)
  return new Date(from.getTime() + Math.random() * (to.getTime() - from.getTime()))
}

const fields: Record<string, Localized> = {
  minute: {vi: 'phút', en: 'minute'},
  hour: {vi: 'giờ', en: 'hour'},
  dayOfMonth: {vi: 'ngày', en: 'day of the month'},
  month: {vi: 'tháng', en: 'month'},
  dayOfWeek: {vi: 'thứ', en: 'weekday'},
}

function problemOf(schedule: Schedule): Localized | undefined {
  const {cron} = schedule
  // node-cron also takes a sixth field for seconds, and would list all numbers of "0-999999999" in memory.
  if (cron.trim().split(/\s+/).length !== 5) return {vi: 'cần đúng năm trường', en: 'there must be five fields'}
  if (/\d{3}/.test(cron)) return {vi: 'có số quá lớn', en: 'a number is too large'}
  const [error] = validateDetailed(cron).errors
  const field = error && fields[error.field]
  if (field) return {vi: `trường ${field.vi} "${error.value}"`, en: `the ${field.en} "${error.value}"`}
  if (error) return {vi: 'có ký tự lạ', en: 'it holds strange characters'}
  try {
    nextWindow(schedule)
    return undefined
  } catch {
    return {vi: 'không có ngày nào như vậy', en: 'there is no such day'}
  }
}
