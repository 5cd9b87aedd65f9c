import {setTimeout as sleep} from 'node:timers/promises'
import {afterEach, beforeEach, expect, onTestFinished, vi} from 'vitest'
import {runAgent} from '../../src/agent/agent.ts'
import {countInLog, logOf, until} from './support.ts'

// The agent runs in the process of the test, since only here can the clock jump; workspace, log, lock and audit are real ones.

export const at = (local: string) => new Date(`${local}:00`)
export const setClock = (local: string) => void vi.setSystemTime(at(local))

/** The clock of each test of a file stands at eight o'clock until the test sets it; timers go on as ever. */
export function stopTheClock(): void {
  beforeEach(() => void vi.useFakeTimers({toFake: ['Date'], now: at('2026-11-25T08:00')}))
  afterEach(() => void vi.useRealTimers())
}

/** An agent in this process that looks at the clock every 10 ms; ends with the test. */
export async function startAgent(folder: string): Promise<{stop: () => Promise<void>}> {
  const controller = new AbortController()
  let ended: Promise<void> = Promise.resolve()
  const stop = async () => {
    controller.abort()
    await ended
  }
  onTestFinished(stop)
  await new Promise<void>((resolve, reject) => {
    ended = runAgent({folder, language: 'en', signal: controller.signal, onStarted: () => resolve(), lookEveryMs: 10})
    ended.catch(reject)
  })
  return {stop}
}

export const runs = (folder: string) => countInLog(folder, 'The audit begins')

/** Waits for a run and its end, and then some: nothing more may follow. */
export async function expectRuns(folder: string, count: number): Promise<void> {
  await until(`run ${count}`, async () => (await runs(folder)) >= count && (await logOf(folder)).trim().match(/ Next run: \S+$/))
  await sleep(100)
  expect(await runs(folder)).toBe(count)
}
