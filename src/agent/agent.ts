import {mkdir} from 'node:fs/promises'
import {join} from 'node:path'
import {createTask, validateDetailed} from 'node-cron'
import {UserError} from '../lib/user-error.ts'
import {openToRead} from '../store/folder-store.ts'
import {acquireLock} from '../store/lock.ts'
import {agentFolder, openAgentLog} from './agent-log.ts'
import {readAgentState, writeAgentState} from './agent-state.ts'
import {runAgentOnce} from './run-once.ts'

export interface AgentOptions {
  folder: string
  clock: () => Date
  /** Ends the agent: the audit under way stops and leaves the workspace as it was. */
  signal: AbortSignal
  onStarted?: (nextRun: Date | null) => void
}

/** Repeats the audit of this machine by the workspace's schedule until the signal comes. */
export async function runAgent(options: AgentOptions): Promise<void> {
  const {folder, clock, signal} = options
  const {cron, jitterMinutes} = await readSchedule(folder)
  const lockFolder = join(folder, agentFolder)
  await mkdir(lockFolder, {recursive: true, mode: 0o700})
  // A second agent on the same workspace would only wait for the first one's lock at every run.
  const lock = await acquireLock(lockFolder, {command: 'stp-sec agent run', at: clock().toISOString()})
  const log = await openAgentLog(folder)
  let busy: Promise<void> | undefined
  const task = createTask(cron, () => run('schedule'), {
    noOverlap: true,
    maxRandomDelay: jitterMinutes * 60_000,
    suppressMissedWarning: true,
  })

  /** Never two at once: a run that is asked for while another works is not queued. */
  function run(reason: 'schedule' | 'catch-up'): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    busy ??= once(reason).finally(() => {
      busy = undefined
    })
    return busy
  }

  async function once(reason: string): Promise<void> {
    log.write('info', `run by ${reason}`, clock())
    const {ok} = await runAgentOnce(folder, log, clock, signal)
    const next = task.getNextRun()
    if (!signal.aborted)
      await writeAgentState(folder, {...(ok ? {lastRunAt: clock().toISOString()} : {}), ...(next ? {nextDueAt: next.toISOString()} : {})})
  }

  try {
    // A PC that slept through its time wakes up late: the missed run is made good once, however many were missed.
    task.on('execution:missed', () => void run('catch-up'))
    await task.start()
    const state = await readAgentState(folder)
    log.write('info', `agent starts, schedule "${cron}", next ${task.getNextRun()?.toISOString() ?? 'never'}`, clock())
    options.onStarted?.(task.getNextRun())
    if (state.nextDueAt !== undefined && Date.parse(state.nextDueAt) <= clock().getTime()) void run('catch-up')
    else if (state.nextDueAt === undefined) await writeAgentState(folder, {nextDueAt: task.getNextRun()?.toISOString()})
    await aborted(signal)
    await busy
  } finally {
    await task.destroy()
    log.write('info', 'agent stops', clock())
    await log.close()
    await lock.release()
  }
}

async function readSchedule(folder: string): Promise<{cron: string; jitterMinutes: number}> {
  const store = await openToRead(folder)
  const {agent} = await store.readWorkspace().finally(() => store.close())
  const checked = validateDetailed(agent.cron)
  if (checked.valid && agent.cron.trim().split(/\s+/).length === 5) return agent
  const detail = checked.errors.map((error) => error.message).join('; ') || 'five fields expected'
  throw new UserError({
    code: 'bad-schedule',
    what: {vi: `Lịch chạy "${agent.cron}" không hợp lệ: ${detail}`, en: `The schedule "${agent.cron}" is not valid: ${detail}`},
    where: `${folder}/workspace.json: agent.cron`,
    next: {
      vi: 'Ghi năm trường phút giờ ngày tháng thứ, ví dụ "15 9 * * 1-5".',
      en: 'Write five fields minute hour day month weekday, for example "15 9 * * 1-5".',
    },
  })
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    // Keeps the process alive between runs even where the scheduler's own timer does not.
    const alive = setInterval(() => {}, 3_600_000)
    const end = () => {
      clearInterval(alive)
      resolve()
    }
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, {once: true})
  })
}
