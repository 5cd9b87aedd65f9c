import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {describe, expect, it} from 'vitest'
import {at, expectRuns, runs, setClock, startAgent, stopTheClock} from './in-process.ts'
import {breakRegister, changeSchedule, daily, logOf, longAgo, makeWorkspace, nextDueOf, until} from './support.ts'

stopTheClock()

const leaveState = (folder: string, nextDueAt: string) =>
  writeFile(join(folder, 'agent', 'state.json'), JSON.stringify({schema: 'stp-sec/agent/1', nextDueAt}))

/** A workspace where an agent was before, and where runs fail at once: what counts here is when they begin. */
async function makeKnown(schedule = daily, nextDueAt?: string): Promise<string> {
  const folder = await makeWorkspace(schedule)
  await breakRegister(folder)
  await (await startAgent(folder)).stop()
  if (nextDueAt) await leaveState(folder, nextDueAt)
  return folder
}

describe('when it starts', () => {
  it('waits for the next run where no agent was before', async () => {
    const folder = await makeWorkspace(daily)
    await startAgent(folder)
    await sleep(100)
    expect(await runs(folder)).toBe(0)
    expect(await nextDueOf(folder)).toBe('2026-11-25 09:15')
  })

  it('makes many missed runs good by one, at once', async () => {
    const folder = await makeKnown({cron: '*/5 * * * *', jitterMinutes: 0}, longAgo)
    await startAgent(folder)
    await expectRuns(folder, 1)
    expect(await logOf(folder)).toMatch(/Makes good a run that was missed: 2026-01-0/)
    expect(await nextDueOf(folder)).toBe('2026-11-25 08:05')
  })

  it('keeps the moment drawn by the agent before it', async () => {
    const folder = await makeKnown({cron: '15 7 * * *', jitterMinutes: 120}, at('2026-11-25T09:01').toISOString())
    await startAgent(folder)
    setClock('2026-11-25T09:00')
    await sleep(100)
    expect(await runs(folder)).toBe(0)
    setClock('2026-11-25T09:01')
    await expectRuns(folder, 1)
  })

  it('does not wait for a moment that a wrong clock has left', async () => {
    const folder = await makeKnown(daily, '2036-01-01T00:00:00Z')
    await startAgent(folder)
    await sleep(100)
    expect(await runs(folder)).toBe(0)
    expect(await nextDueOf(folder)).toBe('2026-11-25 09:15')
  })

  it.each([
    '',
    '{',
    '[]',
    '{"schema":"stp-sec/agent/2","nextDueAt":"2026-01-01T00:00:00Z"}',
    '{"schema":"stp-sec/agent/1","nextDueAt":"x"}',
  ])('plans anew where the state reads %j', async (text) => {
    const folder = await makeKnown()
    await writeFile(join(folder, 'agent', 'state.json'), text)
    await startAgent(folder)
    await sleep(50)
    expect(await runs(folder)).toBe(0)
    expect(await nextDueOf(folder)).toBe('2026-11-25 09:15')
  })
})

describe('while it runs', () => {
  it('makes good by one run what a PC asleep for a month missed', async () => {
    const folder = await makeKnown({cron: '*/5 * * * *', jitterMinutes: 0})
    await startAgent(folder)
    setClock('2026-12-25T08:02')
    await expectRuns(folder, 1)
    expect(await nextDueOf(folder)).toBe('2026-12-25 08:05')
    setClock('2026-12-25T08:05')
    await expectRuns(folder, 2)
  })

  it('is not misled by a clock set ten years forward and back', async () => {
    const folder = await makeKnown()
    await startAgent(folder)
    setClock('2036-11-25T08:00')
    await expectRuns(folder, 1)
    expect(await nextDueOf(folder)).toBe('2036-11-25 09:15')
    setClock('2026-11-25T08:30')
    await until('the plan', async () => (await nextDueOf(folder)) === '2026-11-25 09:15')
    setClock('2026-11-25T09:15')
    await expectRuns(folder, 2)
    expect(await nextDueOf(folder)).toBe('2026-11-26 09:15')
  })

  it('takes a changed schedule after the next run, and keeps the old one where the new one is wrong', async () => {
    const folder = await makeKnown()
    await startAgent(folder)
    await changeSchedule(folder, {cron: '0 10 * * *', jitterMinutes: 0})
    setClock('2026-11-25T09:15')
    await expectRuns(folder, 1)
    expect(await nextDueOf(folder)).toBe('2026-11-25 10:00')
    await changeSchedule(folder, {cron: '61 * * * *', jitterMinutes: 0})
    setClock('2026-11-25T10:00')
    await expectRuns(folder, 2)
    expect(await logOf(folder)).toMatch(/WARN The old schedule "0 10 \* \* \*" stays: bad-schedule: .*minute "61"/)
    expect(await nextDueOf(folder)).toBe('2026-11-26 10:00')
  })

  it('never runs two at once: what falls due during a run is left out', async () => {
    const folder = await makeWorkspace({cron: '*/5 * * * *', jitterMinutes: 0})
    await startAgent(folder)
    setClock('2026-11-25T08:05')
    await until('the run', async () => (await runs(folder)) === 1)
    setClock('2026-11-25T08:21')
    await expectRuns(folder, 1)
    expect(await logOf(folder)).toMatch(/; met \d+, /)
    expect(await nextDueOf(folder)).toBe('2026-11-25 08:25')
  })
})
