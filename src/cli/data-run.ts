import {loadContent} from '../content/content.ts'
import {loadDataSources} from '../content/load-data-sources.ts'
import type {StepBackAllowed} from '../data-sets/step-back.ts'
import {isUserFacing, type UserFacing} from '../lib/user-error.ts'
import type {DataSources} from '../model/data-sets.ts'
import type {Language} from '../model/text.ts'
import {openToRead, openToWrite} from '../store/folder-store.ts'
import {type AcceptContext, type Accepted, acceptDataSet, type Candidate} from './data-accept.ts'

/** What became of one file or one download. */
export type DataOutcome = {name: string} & ({ok: true; accepted: Accepted} | {ok: false; failure: UserFacing})

export interface DataRun {
  folder: string
  command: 'stp-sec data import' | 'stp-sec data update'
  allowed: StepBackAllowed
  /** Names of what is to be taken in, with how to get it. */
  items: readonly {name: string; get: (sources: DataSources) => Promise<Candidate>}[]
}

/** Takes in one file after the other; one that is refused changes nothing and does not keep the others out. */
export async function takeInData(run: DataRun): Promise<DataOutcome[]> {
  // A folder that is no workspace is said before anything is fetched.
  await (await openToRead(run.folder)).close()
  const sources = loadDataSources()
  const outcomes: DataOutcome[] = []
  const fetched: {name: string; candidate: Candidate}[] = []
  // Fetched before the workspace is locked: a slow server must not keep others from writing.
  for (const {name, get} of run.items)
    await attempt(name, outcomes, async () => {
      fetched.push({name, candidate: await get(sources)})
    })
  if (fetched.length === 0) return outcomes
  const now = new Date()
  const store = await openToWrite(run.folder, {command: run.command, at: now.toISOString(), waitMs: 15_000})
  try {
    const action = run.command === 'stp-sec data import' ? 'data.import' : 'data.update'
    const context: AcceptContext = {store, sources, content: loadContent(), allowed: run.allowed, now, action}
    for (const {name, candidate} of fetched)
      await attempt(name, outcomes, async () => {
        outcomes.push({name, ok: true, accepted: await acceptDataSet(context, candidate)})
      })
  } finally {
    await store.close()
  }
  const order = run.items.map(({name}) => name)
  return outcomes.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
}

async function attempt(name: string, outcomes: DataOutcome[], action: () => Promise<void>): Promise<void> {
  try {
    await action()
  } catch (error) {
    if (!isUserFacing(error)) throw error
    outcomes.push({name, ok: false, failure: error})
  }
}

/** The same for scripts. */
export function outcomeJson(outcome: DataOutcome, language: Language): object {
  if (!outcome.ok) {
    const {code, what, where, next} = outcome.failure
    return {name: outcome.name, ok: false, error: {code, what: what[language], where, next: next[language]}}
  }
  const {set, version, previous, changed} = outcome.accepted
  return {
    name: outcome.name,
    ok: true,
    set,
    changed,
    ...version,
    ...(previous ? {previous: {asOf: previous.asOf, entries: previous.entries}} : {}),
  }
}
