import {existsSync} from 'node:fs'
import {rename, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {describe, expect, it} from 'vitest'
import {openToRead, openToWrite} from '../../src/store/folder-store.ts'
import {expectRuns, setClock, startAgent, stopTheClock} from './in-process.ts'
import {breakRegister, countInLog, daily, fillUp, logOf, longAgo, makeWorkspace, nextDueOf, noDisk, smallDisk, until} from './support.ts'

stopTheClock()

describe('a run that fails is logged, and the next one is a good one', () => {
  const troubles: [string, RegExp, (folder: string) => Promise<() => Promise<unknown>>][] = [
    [
      'a broken register',
      /broken-json: .*register\.json/,
      async (folder) => {
        const register = await (await openToRead(folder)).readRegister()
        await breakRegister(folder)
        return () => writeFile(join(folder, 'register.json'), JSON.stringify(register))
      },
    ],
    [
      'a workspace in which somebody writes',
      /locked: .*the officer/,
      async (folder) => {
        const store = await openToWrite(folder, {command: 'the officer', at: longAgo})
        return () => store.close()
      },
    ],
    [
      'a workspace that is none any more',
      /no-workspace: /,
      async (folder) => {
        await rename(join(folder, 'workspace.json'), join(folder, 'away'))
        return () => rename(join(folder, 'away'), join(folder, 'workspace.json'))
      },
    ],
  ]
  it.each(troubles)('%s', async (_, message, makeTrouble) => {
    const folder = await makeWorkspace(daily)
    await startAgent(folder)
    const end = await makeTrouble(folder)
    setClock('2026-11-25T09:15')
    await expectRuns(folder, 1)
    expect(await logOf(folder)).toMatch(message)
    expect(await countInLog(folder, ' ERROR ')).toBe(1)
    await end()
    setClock('2026-11-26T09:15')
    await expectRuns(folder, 2)
    expect(await countInLog(folder, ' ERROR ')).toBe(1)
    expect(await logOf(folder)).toMatch(/; met \d+, /)
    const store = await openToRead(folder)
    expect(await store.listAssessments()).not.toEqual([])
    expect((await store.verifyJournal()).problems).toEqual([])
  })
})

describe('a disk that fails for a while does not end the agent', () => {
  async function expectGoodRun(folder: string): Promise<void> {
    setClock('2026-11-26T09:15')
    await until('a good run', async () => / met \d+, .*\n(?:.* WARN .*\n)* *\S+ INFO Next run: \S+\n$/.test(await logOf(folder)))
    expect(await nextDueOf(folder)).toBe('2026-11-27 09:15')
    expect((await (await openToRead(folder)).verifyJournal()).problems).toEqual([])
  }

  it('a disk that is not there: nothing is made in its place, and the log says that lines are missing', async () => {
    const folder = await makeWorkspace(daily)
    await startAgent(folder)
    await rename(folder, `${folder}-away`)
    setClock('2026-11-25T09:15')
    await sleep(500)
    expect(existsSync(folder)).toBe(false)
    await rename(`${folder}-away`, folder)
    await expectGoodRun(folder)
    expect(await logOf(folder)).toMatch(/ WARN Up to \d+ lines before are lost\n/)
  })

  it('a full disk', async ({skip}) => {
    const disk = await smallDisk('8m')
    if (disk === undefined) return skip(noDisk)
    const folder = await makeWorkspace(daily, disk)
    await startAgent(folder)
    const free = await fillUp(disk)
    setClock('2026-11-25T09:15')
    // What is left of a page of the disk is enough for a few lines.
    await until('the failure', async () => (await logOf(folder)).match(/ ERROR disk-full: .*\n.* WARN disk-full: .*state\.json/s))
    await free()
    await expectGoodRun(folder)
  })
})
