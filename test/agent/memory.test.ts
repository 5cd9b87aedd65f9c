import {getEventListeners} from 'node:events'
import {setFlagsFromString} from 'node:v8'
import {runInNewContext} from 'node:vm'
import {expect, test} from 'vitest'
import {makeAgentFolder} from '../../src/agent/agent-folder.ts'
import {openAgentLog} from '../../src/agent/agent-log.ts'
import {runAgentOnce} from '../../src/agent/run-once.ts'
import {nextWindow} from '../../src/agent/schedule.ts'
import {daily, makeWorkspace} from './support.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

function heapMb(): number {
  collectGarbage()
  collectGarbage()
  return process.memoryUsage().heapUsed / 1e6
}

test('memory does not grow over runs, nor over looks at the clock', async () => {
  const folder = await makeWorkspace(daily)
  const log = openAgentLog(await makeAgentFolder(folder), 'vi')
  const {signal} = new AbortController()
  const repeat = async (runs: number) => {
    for (let run = 0; run < runs; run++) {
      expect((await runAgentOnce({folder, language: 'vi', log, signal})).ok).toBe(true)
      await log.flush()
      for (let look = 0; look < 300; look++) nextWindow(daily)
    }
    return heapMb()
  }
  const first = await repeat(2)
  const second = await repeat(3)
  expect(second - first).toBeLessThan(3)
  expect(getEventListeners(signal, 'abort')).toEqual([])
})
