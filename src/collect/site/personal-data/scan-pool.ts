import {availableParallelism} from 'node:os'
import {createWorkerPool, type WorkerPool, type WorkerPoolOptions, workerModule} from '../../../lib/worker-pool.ts'
import type {PersonalDataRules} from '../../../model/personal-data-rules.ts'
import type {Scanned, ScanTask} from './scan-file.ts'

export type ScanPool = WorkerPool<ScanTask, Scanned>

/** Threads that read files of strangers for personal data: one pool serves all sites of a run. */
export function createScanPool(
  rules: PersonalDataRules,
  options: Partial<Omit<WorkerPoolOptions, 'module' | 'workerData'>> = {},
): ScanPool {
  return createWorkerPool<ScanTask, Scanned>({
    size: Math.max(1, availableParallelism() - 1),
    memoryMb: 256,
    timeoutMs: 20_000,
    ...options,
    module: workerModule('collect/site/personal-data/scan-worker'),
    workerData: {rules},
  })
}
