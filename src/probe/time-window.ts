import {setTimeout as sleep} from 'node:timers/promises'
import {minuteOfDay} from '../lib/dates.ts'

/** Hours of a day in Viet Nam in which sites are begun with, in minutes after midnight; past midnight where `to` is the smaller. */
export interface TimeWindow {
  from: number
  to: number
}

const dayMinutes = 24 * 60
const minuteMs = 60_000

/** `22:00-05:00`; undefined where it is none, or has no length. */
export function parseTimeWindow(text: string): TimeWindow | undefined {
  const [, fromHour, fromMinute, toHour, toMinute] = /^([01]?\d|2[0-3]):([0-5]\d)\s*-\s*([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim()) ?? []
  if (fromHour === undefined) return undefined
  const from = Number(fromHour) * 60 + Number(fromMinute)
  const to = Number(toHour) * 60 + Number(toMinute)
  return from === to ? undefined : {from, to}
}

/** Minutes until the window is open; 0 while it is. */
export function minutesUntilOpen({from, to}: TimeWindow, now: Date): number {
  const after = (minute: number, start: number) => (minute - start + dayMinutes) % dayMinutes
  const minute = minuteOfDay(now.getTime())
  return after(minute, from) < after(to, from) ? 0 : after(from, minute)
}

export interface WindowClock {
  now(): Date
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

const realClock: WindowClock = {now: () => new Date(), sleep: (ms, signal) => sleep(ms, undefined, {signal})}

/**
 * Gives what to wait for before a site is begun with: at once inside the window, at its beginning outside of it. `onWait` is told once
 * for each pause, with the time of its end. Rejects when the signal aborts.
 */
export function createGate(
  window: TimeWindow | undefined,
  onWait: (until: Date) => void,
  {now, sleep: wait}: WindowClock = realClock,
): (signal: AbortSignal) => Promise<void> {
  let told: number | undefined
  return async (signal) => {
    for (;;) {
      const minutes = window ? minutesUntilOpen(window, now()) : 0
      if (minutes === 0) return
      const until = Math.floor(now().getTime() / minuteMs + minutes) * minuteMs
      if (told !== until) {
        told = until
        onWait(new Date(until))
      }
      // In short steps: a PC that slept meanwhile has lost its timers, not its clock.
      await wait(Math.min(until - now().getTime(), minuteMs), signal)
    }
  }
}
