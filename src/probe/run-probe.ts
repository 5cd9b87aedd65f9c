import {setTimeout as sleep} from 'node:timers/promises'
import type {SiteTarget} from '../collect/site/context.ts'
import type {Politeness} from '../model/politeness.ts'
import {type ProbedSite, type ProbeTools, probeSite} from './probe-site.ts'
import {type AlarmJudge, lookAgain} from './second-look.ts'
import {spreadTargets} from './spread-targets.ts'

export interface ProbeRunOptions {
  concurrency: number
  signal: AbortSignal
  judge: AlarmJudge
  /** Waits until a site may be begun with; rejects when the signal aborts. */
  mayBegin?: (signal: AbortSignal) => Promise<void>
  take: (probed: ProbedSite) => Promise<void> | void
}

/**
 * Looks at many sites, some at a time, and hands each over as soon as it is done: nothing is kept. Stops when the signal aborts.
 * A site that did not answer in time is asked once more when the others are done, with longer limits; only that look counts.
 * What calls for action at once is looked at a second time before its site is handed over.
 * A site whose probe fails by a mistake of ours stops the run: it must not be passed over.
 */
export async function runProbe(
  targets: readonly SiteTarget[],
  tools: ProbeTools,
  {concurrency, signal, judge, mayBegin = async () => {}, take}: ProbeRunOptions,
): Promise<void> {
  const {again} = tools.politeness
  const late: {target: SiteTarget; notBefore: number}[] = []
  const ordered =
    targets.length > concurrency ? await spreadTargets(targets, tools.resolver, {withinMs: tools.politeness.resolveMs, signal}) : targets
  await inParallel(ordered, concurrency, signal, async (target) => {
    await mayBegin(signal)
    const probed = await probeSite(target, tools, signal, new Date())
    signal.throwIfAborted()
    if (probed.status === 'timeout') late.push({target, notBefore: performance.now() + again.afterMs})
    else await take(await lookAgain(probed, tools, judge, signal))
  })
  const patient = {...tools, politeness: moreTime(tools.politeness)}
  await inParallel(late, concurrency, signal, async ({target, notBefore}) => {
    const wait = notBefore - performance.now()
    if (wait > 0) await sleep(wait, undefined, {signal})
    await mayBegin(signal)
    const probed = await probeSite(target, patient, signal, new Date(), 2)
    signal.throwIfAborted()
    await take(await lookAgain(probed, patient, judge, signal))
  })
}

async function inParallel<T>(items: readonly T[], most: number, signal: AbortSignal, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) {
      signal.throwIfAborted()
      await work(item)
    }
  }
  await Promise.all(Array.from({length: Math.max(1, Math.min(most, items.length))}, worker))
}

function moreTime(politeness: Politeness): Politeness {
  const {times} = politeness.again
  return {
    ...politeness,
    requests: {...politeness.requests, timeoutMs: politeness.requests.timeoutMs * times},
    siteDeadlineMs: politeness.siteDeadlineMs * times,
  }
}
