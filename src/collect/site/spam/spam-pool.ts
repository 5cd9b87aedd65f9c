import {availableParallelism} from 'node:os'
import {createWorkerPool, type WorkerPool, type WorkerPoolOptions, workerModule} from '../../../lib/worker-pool.ts'
import type {SpamRules} from '../../../model/spam-rules.ts'
import type {SpamTask} from './read-view.ts'
import type {Reading} from './view-signals.ts'

export type SpamPool = WorkerPool<SpamTask, Reading>

/** Threads that read pages of strangers for spam: one pool serves all sites of a run. */
export function createSpamPool(
  rules: SpamRules,
  familyNames: readonly string[],
  options: Partial<Omit<WorkerPoolOptions, 'module' | 'workerData'>> = {},
): SpamPool {
  return createWorkerPool<SpamTask, Reading>({
    size: Math.max(1, availableParallelism() - 1),
    memoryMb: 512,
    timeoutMs: 20_000,
    ...options,
    module: workerModule('collect/site/spam/spam-worker'),
    workerData: {rules, familyNames},
  })
}
