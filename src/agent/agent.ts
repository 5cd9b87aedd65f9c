import {setTimeout as sleep} from 'node:timers/promises'
import {UserError} from '../lib/user-error.ts'
import type {Language} from '../model/text.ts'
import {acquireLock, type Lock} from '../store/lock.ts'
import {StoreError} from '../store/store-error.ts'
import {makeAgentFolder} from './agent-folder.ts'
import {openAgentLog} from './agent-log.ts'
import {readNextDue, writeNextDue} from './agent-state.ts'
import {describeError} from './describe-error.ts'
import {localTime} from './local-time.ts'
import {runAgentOnce} from './run-once.ts'
import {nextWindow, planRun, readSchedule} from './schedule.ts'

export interface AgentOptions {
  folder: string
  /** Of the log and of the reports. */
  language: Language
  /** Ends the agent: the audit under way stops and leaves the workspace as it was. */
  signal: AbortSignal
  onStarted?: (nextRun: Date) => void
  /** How often it looks at the clock. */
  lookEveryMs?: number
}

/**
 * Repeats the audit of this machine by the workspace's schedule until the signal comes.
 *
 * node-cron says when; the waiting is ours. Its timers sleep up to a day without looking at the clock: they do not see that
 * the PC slept (timers stand still meanwhile) or that its clock was set back, and after a jump forward they go through every
 * run missed since, one by one.
 *
 * The schedule is read again after each run, so a change takes effect from the run after the next; to have it at once, start
 * the agent again. When it cannot be read by then, the agent goes on with the one it knows.
 */
export async function runAgent(options: AgentOptions): Promise<void> {
  const {folder, language, signal, lookEveryMs = 30_000} = options
  let schedule = await readSchedule(folder)
  const own = await makeAgentFolder(folder)
  const log = openAgentLog(own, language)
  const lock = await lockAgent(own)

  /** Plans the next run and leaves word of it: if the PC is off by then, the next agent makes it good. */
  async function plan(): Promise<Date> {
    const due = planRun(schedule)
    try {
      await writeNextDue(own, due)
    } catch (error) {
      log.write('warn', describeError(error))
    }
    log.write('info', {vi: `Lần chạy tới: ${localTime(due)}`, en: `Next run: ${localTime(due)}`})
    return due
  }

  /** Plans anew where nobody knows, or where it is later than can be: the clock was set back since, or the schedule is another. */
  async function keepOrPlan(due: Date | undefined): Promise<Date> {
    return due && due <= nextWindow(schedule).to ? due : plan()
  }

  async function readScheduleAgain(): Promise<void> {
    try {
      schedule = await readSchedule(folder)
    } catch (error) {
      const {vi, en} = describeError(error)
      log.write('warn', {vi: `Vẫn theo lịch cũ "${schedule.cron}": ${vi}`, en: `The old schedule "${schedule.cron}" stays: ${en}`})
    }
  }

  try {
    log.write('info', {vi: `Agent bắt đầu, lịch "${schedule.cron}"`, en: `The agent starts, schedule "${schedule.cron}"`})
    let due = await keepOrPlan(await readNextDue(own))
    options.onStarted?.(new Date(Math.max(due.getTime(), Date.now())))
    while (!signal.aborted) {
      const wait = due.getTime() - Date.now()
      if (wait > 0) {
        await log.flush()
        // Ends early when the signal comes, which the loop sees.
        await sleep(Math.min(wait, lookEveryMs), undefined, {signal}).catch(() => {})
        due = await keepOrPlan(due)
        continue
      }
      if (wait < -60_000)
        log.write('info', {vi: `Chạy bù lần đã lỡ: ${localTime(due)}`, en: `Makes good a run that was missed: ${localTime(due)}`})
      const {ok} = await runAgentOnce({folder, language, log, signal})
      // What was abandoned stays due.
      if (!ok && signal.aborted) break
      await readScheduleAgain()
      due = await plan()
    }
  } finally {
    log.write('info', {vi: 'Agent dừng', en: 'The agent stops'})
    await log.flush()
    await lock.release()
  }
}

/** A second agent on the same workspace would only get in the way of the first one. */
async function lockAgent(own: string): Promise<Lock> {
  try {
    return await acquireLock(own, {command: 'stp-sec agent run', at: new Date().toISOString()})
  } catch (error) {
    if (!(error instanceof StoreError && error.code === 'locked')) throw error
    const {code, what, where} = error
    const holder = /: PID .*/s.exec(what.en)?.[0] ?? ''
    throw new UserError(
      {
        code,
        what: {
          vi: `Đã có một agent chạy trên thư mục làm việc này${holder}`,
          en: `An agent runs on this workspace already${holder}`,
        },
        where,
        next: {vi: 'Cứ để nó chạy, hoặc dừng nó rồi chạy lại lệnh này.', en: 'Leave it running, or stop it and run this command again.'},
      },
      error,
    )
  }
}
