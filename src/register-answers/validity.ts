import {daysBetween} from '../lib/dates.ts'

export const validityStates = ['active', 'due-soon', 'expired'] as const
export type ValidityState = (typeof validityStates)[number]

/** Whether something with a last day holds on a day, and whether that day is near. The last day itself still counts. */
export function validityOn(lastDay: string, on: string, soonDays: number): {state: ValidityState; daysLeft: number} {
  const daysLeft = daysBetween(on, lastDay)
  return {state: daysLeft < 0 ? 'expired' : daysLeft <= soonDays ? 'due-soon' : 'active', daysLeft}
}
