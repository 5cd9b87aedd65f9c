import {certificateEntries} from '../audit/certificate-ends.ts'
import {supportEntries} from '../audit/support-ends.ts'
import {withWorkspaceData} from '../audit/workspace-data.ts'
import {listDeadlines} from '../calendar/calendar.ts'
import type {Deadline} from '../calendar/deadline.ts'
import {createLifecycle} from '../check/lifecycle.ts'
import {loadContent} from '../content/content.ts'
import {loadDeadlineRules, loadWorkingDays} from '../content/load-deadlines.ts'
import {addMonths, dayOf} from '../lib/dates.ts'
import type {Snapshot} from '../model/snapshot.ts'
import {openToRead} from '../store/folder-store.ts'

export interface ReadCalendar {
  deadlines: Deadline[]
  horizon: string
  /** Machines and hosts whose file cannot be read: support or a certificate may end unseen. */
  unreadable: string[]
}

/** The calendar of a workspace at a moment (ISO 8601), some months ahead. */
export async function readCalendar(folder: string, now: string, months: number): Promise<ReadCalendar> {
  const prepared = loadDeadlineRules()
  const horizon = addMonths(dayOf(Date.parse(now)), months)
  const store = await openToRead(folder)
  try {
    const content = await withWorkspaceData(loadContent(), store)
    const unreadable: string[] = []
    const snapshots = async function* (): AsyncIterable<Snapshot> {
      for await (const listed of store.listTargets(['endpoint']))
        if (listed.ok) yield listed.target.snapshot
        else unreadable.push(listed.id)
    }
    const hosts = async function* (): AsyncIterable<Snapshot> {
      for await (const listed of store.listTargets(['host']))
        if (listed.ok) yield listed.target.snapshot
        else unreadable.push(listed.id)
    }
    const machineEntries = [
      ...(await supportEntries(snapshots(), createLifecycle(content.lifecycle), prepared.rules.items.support)),
      ...(await certificateEntries(hosts(), prepared.rules.items['host-certificate'])),
    ]
    const register = await store.readRegister()
    const deadlines = listDeadlines({prepared, workingDays: loadWorkingDays(), register, machineEntries, now, horizon})
    return {deadlines, horizon, unreadable}
  } finally {
    await store.close()
  }
}
