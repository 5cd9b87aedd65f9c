import type {Task} from '../../model/register.ts'
import type {AnnualInput} from './input.ts'

/** Tasks that were open on the day of the report, the most urgent first. */
export function openTasks({tasks, assessment: {on}}: AnnualInput): Task[] {
  return tasks
    .filter((task) => task.openedOn <= on && (isOpen(task) || (task.closedOn ?? on) > on))
    .sort((a, b) => compare(a.dueOn, b.dueOn) || compare(a.id, b.id))
}

/** Tasks that were done since the assessment before this one, or ever when there is none. */
export function closedTasks({tasks, assessment: {on}, previous}: AnnualInput): Task[] {
  const since = previous?.on ?? ''
  return tasks
    .filter((task) => task.status === 'done' && task.closedOn !== undefined && task.closedOn <= on && task.closedOn >= since)
    .sort((a, b) => compare(a.closedOn ?? '', b.closedOn ?? '') || compare(a.id, b.id))
}

function isOpen({status}: Task): boolean {
  return status === 'open' || status === 'doing'
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
