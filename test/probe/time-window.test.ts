import {describe, expect, test} from 'vitest'
import {createGate, minutesUntilOpen, parseTimeWindow} from '../../src/probe/time-window.ts'

/** A time of day in Viet Nam. */
const at = (time: string) => new Date(`2026-12-01T${time}+07:00`)
const minutes = (text: string, time: string) => {
  const window = parseTimeWindow(text)
  if (!window) throw new Error(text)
  return minutesUntilOpen(window, at(time))
}

describe('a window of time', () => {
  test.each([
    ['22:00-05:00', '21:59:59', 1],
    ['22:00-05:00', '22:00:00', 0],
    ['22:00-05:00', '23:59:59', 0],
    ['22:00-05:00', '00:00:00', 0],
    ['22:00-05:00', '04:59:59', 0],
    ['22:00-05:00', '05:00:00', 17 * 60],
    ['9:30-11:00', '09:29:00', 1],
    ['09:30 - 11:00', '10:59:00', 0],
    ['09:30-11:00', '11:00:00', 22 * 60 + 30],
    ['00:00-23:59', '23:59:00', 1],
  ])('%s at %s: open in %i minutes', (text, time, expected) => expect(minutes(text, time)).toBe(expected))

  test.each(['', '22-05', '24:00-05:00', '22:60-05:00', '22:00-22:00', '22:00', '22:00-05:00-06:00', 'a22:00-05:00'])(
    '"%s" is none',
    (text) => expect(parseTimeWindow(text)).toBeUndefined(),
  )
})

describe('the gate before each site', () => {
  const signal = new AbortController().signal
  const clockAt = (start: string) => {
    let now = at(start).getTime()
    const slept: number[] = []
    return {
      slept,
      now: () => new Date(now),
      sleep: async (ms: number, {aborted}: AbortSignal) => {
        if (aborted) throw new Error('stopped')
        slept.push(ms)
        now += ms
      },
    }
  }

  test('is open where no window was asked for, and inside of one', async () => {
    const clock = clockAt('12:00:00')
    const told: Date[] = []
    await createGate(undefined, (until) => told.push(until), clock)(signal)
    await createGate(parseTimeWindow('11:00-13:00'), (until) => told.push(until), clock)(signal)
    expect([told, clock.slept]).toEqual([[], []])
  })

  test('waits for its beginning, to the minute, in steps, and says so once however many sites wait', async () => {
    const clock = clockAt('21:57:30')
    const told: string[] = []
    const gate = createGate(parseTimeWindow('22:00-05:00'), (until) => told.push(until.toISOString()), clock)
    await gate(signal)
    await gate(signal)
    expect(told).toEqual(['2026-12-01T15:00:00.000Z'])
    expect(clock.slept).toEqual([60_000, 60_000, 30_000])
    expect(clock.now().toISOString()).toBe('2026-12-01T15:00:00.000Z')
  })

  test('ends at once when the run is stopped', async () => {
    const stopped = AbortSignal.abort()
    await expect(createGate(parseTimeWindow('22:00-05:00'), () => {}, clockAt('12:00:00'))(stopped)).rejects.toThrow('stopped')
  })
})
