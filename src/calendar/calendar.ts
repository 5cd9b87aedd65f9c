import {dayOf, daysBetween} from '../lib/dates.ts'
import type {Register} from '../model/register.ts'
import type {Deadline, DeadlineStatus, Entry} from './deadline.ts'
import {incidentEntries, registerEntries} from './from-register.ts'
import {dossierEntries, transitionEntries, yearlyEntries} from './from-rules.ts'
import type {PreparedRules} from './prepare-rules.ts'
import type {WorkingDays} from './working-days.ts'

export interface CalendarInput {
  prepared: PreparedRules
  workingDays: WorkingDays
  register: Register
  /** Deadlines that the machines make: ends of vendor support. */
  machineEntries: readonly Entry[]
  /** ISO 8601. */
  now: string
  /** Last day shown. */
  horizon: string
}

/** Everything due up to the horizon, in the order of its last day; what is overdue never falls out. */
export function listDeadlines({prepared, workingDays, register, machineEntries, now, horizon}: CalendarInput): Deadline[] {
  const today = dayOf(Date.parse(now))
  const {soonDays} = prepared.rules
  const completed = new Set(register.completions.map(({id}) => id))
  const entries = [
    ...yearlyEntries(prepared.rules, horizon),
    ...transitionEntries(prepared, register),
    ...dossierEntries(prepared.rules, register, workingDays),
    ...registerEntries(prepared, register, today),
    ...incidentEntries(prepared.rules.items, register),
    ...machineEntries,
  ]
  return entries
    .filter(({lastDay}) => lastDay <= horizon)
    .map((entry) => dated({...entry, done: entry.done || completed.has(entry.id)}, workingDays, now, today, soonDays))
    .sort((a, b) => compare(a.lastMoment ?? a.lastDay, b.lastMoment ?? b.lastDay) || compare(a.id, b.id))
}

function dated(entry: Entry, workingDays: WorkingDays, now: string, today: string, soonDays: number): Deadline {
  const deadline = {
    ...entry,
    status: statusOf(entry, now, today, soonDays),
    targetCertain: true,
    daysLeft: daysBetween(today, entry.lastDay),
  }
  if (entry.event || entry.lastMoment !== undefined) return deadline
  const {day, certain} = workingDays.before(entry.namedDay)
  return {...deadline, target: day, targetCertain: certain}
}

function statusOf(entry: Entry, now: string, today: string, soonDays: number): DeadlineStatus {
  if (entry.done) return 'done'
  if (entry.event) return 'event'
  const late = entry.lastMoment === undefined ? today > entry.lastDay : Date.parse(now) > Date.parse(entry.lastMoment)
  if (late) return 'overdue'
  return daysBetween(today, entry.lastDay) <= soonDays ? 'soon' : 'later'
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
