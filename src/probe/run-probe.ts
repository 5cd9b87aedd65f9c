import type {SiteTarget} from '../collect/site/context.ts'
import {type ProbedSite, type ProbeTools, probeSite} from './probe-site.ts'

/**
 * Looks at many sites, some at a time, and hands each over as soon as it is done: nothing is kept. Stops when the signal aborts.
 * A site whose probe fails by a mistake of ours stops the run: it must not be passed over.
 */
export async function runProbe(
  targets: readonly SiteTarget[],
  tools: ProbeTools,
  {concurrency, signal, take}: {concurrency: number; signal: AbortSignal; take: (probed: ProbedSite) => Promise<void> | void},
): Promise<void> {
  let next = 0
  const work = async () => {
    for (;;) {
      signal.throwIfAborted()
      const target = targets[next++]
      if (!target) return
      const probed = await probeSite(target, tools, signal, new Date())
      signal.throwIfAborted()
      await take(probed)
    }
  }
  await Promise.all(Array.from({length: Math.max(1, Math.min(concurrency, targets.length))}, work))
}
