import {availableParallelism} from 'node:os'
import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    // Real programs, real files: a loaded machine may need longer than a unit test's five seconds.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Files of one worker share the modules they load: a third of all time went into loading the same for each of 270 files.
    isolate: false,
    // Many tests wait for programs they start: one file at a time would leave a machine of two cores half idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
})
